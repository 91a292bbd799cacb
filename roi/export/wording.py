"""What is said of a business case: every sentence of screens and documents, from `words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from roi.business_case import BusinessCase
from roi.counter_case import Adversity
from roi.export.input_wording import value
from roi.inputs.assumptions import Assumption, assumptions
from roi.inputs.origin import Measured
from roi.model.lines import Line
from roi.numbers import (
    amount,
    day,
    language,
    number,
    payback,
    percent,
    seconds,
    share_in_words,
    short_money,
    short_percent,
)
from roi.numbers.language import phrase
from roi.risk.sensitivity import StopsPaying
from roi.scenarios.scenario import Commitment

MAX_NAME: Final = 40


def words() -> Mapping[str, Any]:
    """The sentences of screens and documents, in the language of their reader."""
    return _words(language.current())


@cache
def _words(spoken: str) -> Mapping[str, Any]:
    """A translation says what it can; the rest is said in English."""
    folder = files("roi.export")
    english = tomllib.loads(folder.joinpath("words.toml").read_text("utf-8"))
    own_file = folder.joinpath(f"words.{spoken}.toml")
    if not own_file.is_file():
        return english
    own = tomllib.loads(own_file.read_text("utf-8"))
    return english | {
        name: english.get(name, {}) | said if isinstance(said, dict) else said
        for name, said in own.items()
    }


def line_label(line: Line) -> str:
    """What a benefit or cost is called."""
    return str(words().get("lines", {}).get(line.key) or line.label)


def unit_of(rule: Assumption) -> str:
    """The unit of an input in words, with "money" for the currency."""
    return str(words().get("units", {}).get(rule.unit) or rule.unit)


def label_of(key: str) -> str:
    """What an input is called.

    >>> label_of("coverage")
    'Share routed alone'
    """
    return str(words().get("labels", {}).get(key) or assumptions()[key].label)


def answer(business: BusinessCase) -> str:
    """The one sentence that answers whether it pays, how much, and from when.

    >>> from roi.scenarios.scenario import Scenario
    >>> answer(BusinessCase(Scenario.default()))
    'How many tickets come a month? Until that is answered, no amount can be named.'
    """
    said, standing = words()["answer"], business.standing
    if standing in ("volume unknown", "refused"):
        return str(said[standing.replace(" ", "_")])
    outcome = "stopped" if _is_stopped(business) else _outcome(business)
    because = verdict(business)[1]
    sentence = said[outcome].format(
        **_answer_figures(business), because=because[:1].lower() + because[1:]
    )
    if standing == "assumptions only":
        sentence = said["assumptions_only"].format(sentence=sentence[0].lower() + sentence[1:])
    return str(sentence[0].upper() + sentence[1:])


def beneath_answer(business: BusinessCase) -> str:
    """What stands under the answer: what decided, or how it was meant, and what it depends on."""
    _, depends = futures(business)
    because = verdict(business)[1]
    if _is_stopped(business):
        because = words()["answer"]["stopped_beneath"].format(**_answer_figures(business))
    return " ".join(filter(None, (because, depends)))


def _is_stopped(business: BusinessCase) -> bool:
    """Whether a gain is expected and yet the verdict is to stop, so that the answer says both."""
    decision = business.decision
    return (
        decision is not None
        and decision.verdict == "stop"
        and business.evidence is not None
        and _outcome(business) in {"pays", "immediately"}
    )


def amount_said(business: BusinessCase) -> str:
    """The part of the answer that says how much; "" where it names no amount."""
    if not business.names_amounts:
        return ""
    figures = _answer_figures(business)
    return phrase("a_year", amount=figures["loss" if _outcome(business) == "loses" else "net"])


def cash_title(business: BusinessCase) -> str:
    """What the chart of the cumulative cash shows, as a finding."""
    said, months = words()["cash_title"], number(business.scenario.horizon_months)
    if not business.names_amounts:
        return str(said["unnamed"])
    total = business.case.net_total
    key = "adds_up" if total > 0 else "is_missing"
    return str(said[key].format(
        amount=short_money(abs(total), business.scenario.currency), horizon=months
    ))  # fmt: skip


def _outcome(business: BusinessCase) -> str:
    result = business.case
    if result.net_savings_per_year <= 0:
        return "loses"
    if result.payback is not None and result.npv < 0:
        return "below_rate"
    return {None: "late", 0: "immediately"}.get(result.payback, "pays")


def _answer_figures(business: BusinessCase) -> dict[str, str]:
    result, scenario = business.case, business.scenario
    return {
        "share": share_in_words(scenario["coverage"]),
        "net": amount(result.net_savings_per_year, scenario.currency),
        "loss": amount(-result.net_savings_per_year, scenario.currency),
        "ledger": phrase("in_cash") if scenario.accepted == ("cash",) else "",
        "payback": payback(result.payback),
        "horizon": number(scenario.horizon_months),
    }


def futures(business: BusinessCase) -> tuple[str, str]:
    """How sure it is, as a count; and what it depends on most."""
    said, found = words()["futures"], business.uncertainty
    scenario = business.scenario
    pays = said["pays"].format(
        paid_back=found.paid_back_of_100, horizon=number(scenario.horizon_months)
    )
    stop = next((each for each in business.stops_paying if each.value is not None), None)
    if stop is None:
        return pays, str(said["robust"])
    given = scenario.resolved[stop.key]
    is_measured = isinstance(given.origin, Measured) and given.override is None
    now = said["measured" if is_measured else "assumed"]
    named = label_of(stop.key)
    return pays, said["depends"].format(
        label=named[0].lower() + named[1:] if language.current() == language.ENGLISH else named,
        side=phrase(stop.side),
        value=value(business, stop.key, stop.value or 0.0),
        now=now.format(now=value(business, stop.key, stop.now)),
    )


def verdict(business: BusinessCase) -> tuple[str, str]:
    """The verdict and what decided it; two empty texts before there is one."""
    decision = business.decision
    if decision is None or business.evidence is None:
        return "", ""
    against, evidence = business.counter_case, business.evidence
    tolerated = 1 - evidence.asked
    key: str = decision.because
    if key == "not_promised" and evidence.promised is None:
        key = "not_promised_at_all"
    share = "" if key in {"costs_more", "refused"} else percent(decision.figure)
    because = words()["because"][key].format(
        money=amount(decision.figure, business.scenario.currency),
        share=share,
        limit=percent(against.break_even),
        asked=short_percent(tolerated),
        precision=short_percent(evidence.asked),
        nth=_nth(round(1 / tolerated) if tolerated > 0 else 1),
    )
    return words()["verdict"][decision.verdict], because[0].upper() + because[1:]


def commitment(given: Commitment) -> str:
    """Who stands for a benefit and from when, or that nobody does yet.

    >>> from datetime import date
    >>> commitment(Commitment("Ana Lindqvist", date(2027, 3, 1))), commitment(Commitment())
    ('Ana Lindqvist, 1 Mar 2027', 'no owner yet')
    """
    on = day(given.on) if given.on else ""
    return ", ".join(filter(None, (given.owner, on))) or str(words()["ledgers"]["no_owner"])


def adversity(business: BusinessCase, row: Adversity) -> str:
    """What may go wrong, in words."""
    scenario, against = business.scenario, business.counter_case
    return str(
        words()["adversity"][row.key].format(
            errors=percent(1 - row.changed.get("precision", 1.0)),
            check=seconds(scenario["check_seconds"]),
            manual=seconds(scenario["manual_seconds"]),
            clustered=percent(against.clustered_misroutes),
        )
    )


def stop_row(business: BusinessCase, stop: StopsPaying) -> tuple[str, str, str]:
    """Where it stops paying: the input, the side and value, and what it is now.

    The share that is right is said as the share that is wrong, as people ask for it.
    """
    now, at, side = stop.now, stop.value, stop.side
    named = label_of(stop.key)
    if stop.key == "precision":
        named, now = phrase("wrong_alone"), 1 - now
        at = None if at is None else 1 - at
        side = "above" if side == "below" else "below"
    where = phrase("never") if at is None else f"{phrase(side)} {value(business, stop.key, at)}"
    return named, where, value(business, stop.key, now)


def stamps(business: BusinessCase) -> tuple[str, ...]:
    """What must stand on every page: that nothing was measured, that no rate was confirmed."""
    said, found = words(), []
    if business.standing == "volume unknown":
        found.append(said["volume_unknown"])
    if business.standing in ("volume unknown", "assumptions only") and business.evidence is None:
        found.append(said["assumptions_only"])
    if business.standing == "refused" and business.evidence:
        found.append(said["refused"].format(refusal=business.evidence.refusal))
    if business.scenario.rate_is_open:
        found.append(said["rate_open"])
    return tuple(found)


def shortened(name: str) -> str:
    """A name where a line has no room for a long one.

    >>> shortened("Ana Lindqvist"), len(shortened("A" * 120))
    ('Ana Lindqvist', 40)
    """
    return name if len(name) <= MAX_NAME else f"{name[: MAX_NAME - 1].rstrip()}…"


def _nth(count: int) -> str:
    """A number in order.

    >>> _nth(20), _nth(1), _nth(22), _nth(13)
    ('20th', '1st', '22nd', '13th')
    """
    if language.current() != language.ENGLISH:
        return f"{count}."
    teens = 10 <= count % 100 <= 20  # noqa: PLR2004 - 11th to 13th are no 1st to 3rd
    return f"{count}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"
