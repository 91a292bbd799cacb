"""The objections of finance, each answered by a figure of this desk, or marked as open."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from roi.counter_case import CounterCase
from roi.inputs.evidence import Evidence
from roi.inputs.origin import Input, Measured
from roi.model.lines import table
from roi.numbers import amount, day, hours, number, percent, seconds, short_percent
from roi.numbers.language import phrase
from roi.results.case import Case
from roi.risk.break_even import required
from roi.scenarios.scenario import Scenario
from roi.units import MONTHS_A_YEAR


@dataclass(frozen=True, slots=True)
class Objection:
    """What finance says, and what this desk has to say to it."""

    key: str
    question: str
    answer: str
    answered: bool


def objections(
    scenario: Scenario, result: Case, against: CounterCase, evidence: Evidence | None
) -> tuple[Objection, ...]:
    """All ten, in the order of `objections.toml`."""
    figures = _figures(scenario, result, against, evidence)
    known = _answered(scenario, result, evidence)
    return tuple(
        Objection(
            key,
            entry["question"],
            entry["answer" if known[key] else "missing"].format(**figures).strip(),
            known[key],
        )
        for key, entry in _words().items()
    )


def _answered(scenario: Scenario, result: Case, evidence: Evidence | None) -> dict[str, bool]:
    """Which the desk can answer with a figure of its own."""

    def known(*keys: str) -> bool:
        return all(_is_known(scenario.resolved[key]) for key in keys)

    people = evidence is not None and evidence.people_right is not None
    return {
        "hours": bool(_owners(scenario, result)),
        "baseline": people and known("manual_seconds"),
        "decay": evidence is not None and evidence.later is not None,
        "errors": evidence is not None,
        "checks": evidence is not None,
        "adoption": True,
        "volume": scenario.volume_is_known,
        "price": known("cost_per_ticket_usd" if scenario.llm_basis == "ticket" else "price_input"),
        "one_off": known("implementation_cost"),
        "nothing": result.npv > 0,
    }


def _is_known(given: Input) -> bool:
    """Measured, or entered by somebody."""
    return isinstance(given.origin, Measured) or given.override is not None


def _owners(scenario: Scenario, result: Case) -> str:
    """Who stands for the cash, in a sentence; "" unless every line of it has owner and date."""
    lines = [line for line in table().ledger("cash") if result.a_year(line.key) > 0]
    found = []
    for line in lines:
        given = scenario.commitments.get(line.key)
        if not given or not given.owner or not given.on:
            return ""
        found.append(f"{line.label}: {given.owner}, {day(given.on)}.")
    return " ".join(found)


def _figures(
    scenario: Scenario, result: Case, against: CounterCase, evidence: Evidence | None
) -> Mapping[str, str]:
    """What the answers name, by its placeholder in `objections.toml`."""
    return {
        **_people_figures(scenario, result, evidence),
        **_error_figures(scenario, result, against, evidence),
        **_volume_figures(scenario),
        **_cost_figures(scenario, result),
    }


def _people_figures(
    scenario: Scenario, result: Case, evidence: Evidence | None
) -> Mapping[str, str]:
    """What people do today, and the hours that are freed."""
    freed = result.a_year("handovers") / result.loaded_wage if result.loaded_wage else 0.0
    return {
        "cash": amount(result.ledgers["cash"], scenario.currency),
        "cashable_share": short_percent(scenario["cashable_share"]),
        "owners": _owners(scenario, result),
        "people_right": percent(evidence.people_right if evidence else None),
        "people_hours": hours(freed),
        "manual_seconds": seconds(scenario["manual_seconds"]),
        "manual_source": _source(scenario, "manual_seconds"),
    }


def _error_figures(
    scenario: Scenario, result: Case, against: CounterCase, evidence: Evidence | None
) -> Mapping[str, str]:
    """Errors of the router, checks of its work, and what half the adoption leaves."""
    rows = {row.key: row.net_per_year for row in against.rows}
    checked = result.a_year("checks") / result.loaded_wage if result.loaded_wage else 0.0
    later = evidence.later if evidence else None
    return {
        "later_tickets": number(later[0] if later else None),
        "later_right": percent(later[1] / later[0] if later else None),
        "errors": amount(result.a_year("errors"), scenario.currency),
        "misroutes": percent(against.misroutes),
        "max_misroutes": percent(against.max_misroutes),
        "break_even": _break_even(against),
        "check_share": short_percent(scenario["check_share"]),
        "check_hours": hours(checked),
        "checks": amount(result.a_year("checks"), scenario.currency),
        "all_checked": amount(rows["all_checked"], scenario.currency),
        "half_adopted": amount(rows["half_adopted"], scenario.currency),
    }


def _break_even(against: CounterCase) -> str:
    if against.break_even is None:
        return "no rate of them changes the sign."
    return f"it stops paying above {percent(against.break_even)}."


def _volume_figures(scenario: Scenario) -> Mapping[str, str]:
    """How many tickets come, and how many are needed."""
    return {
        "tickets": number(scenario["tickets_per_month"]),
        "volume_source": scenario.volume.words if scenario.volume else "as entered",
        "min_tickets": number(required(scenario.values(), "tickets_per_month").value),
        "ramp": number(scenario["ramp_months"]),
    }


def _cost_figures(scenario: Scenario, result: Case) -> Mapping[str, str]:
    """What the model and the start cost, and how much more they may."""
    llm, price = result.a_year("llm"), "price_input"
    if scenario.llm_basis == "ticket":
        price = "cost_per_ticket_usd"
    return {
        "llm": amount(llm, scenario.currency),
        "llm_source": _source(scenario, price),
        "double_price": amount(result.net_savings_per_year - llm, scenario.currency),
        "one_off": amount(result.one_off_cost, scenario.currency),
        "one_off_source": _source(scenario, "implementation_cost"),
        "up_to": _up_to(scenario, result),
        "month_later": amount(result.net_savings_per_year / MONTHS_A_YEAR, scenario.currency),
        "npv": amount(result.npv, scenario.currency),
        "horizon": number(scenario.horizon_months),
    }


def _up_to(scenario: Scenario, result: Case) -> str:
    """Up to which cost of the start it pays, or that it pays at none."""
    most = _max_one_off(scenario, result)
    if most is None:
        return phrase("pays_at_no_start")
    return phrase("pays_up_to", amount=amount(most, scenario.currency))


def _max_one_off(scenario: Scenario, result: Case) -> float | None:
    """The largest cost of the start at which the case still pays; None where none does."""
    values = scenario.values()
    implementation = required(values, "implementation_cost").value
    if implementation is None:
        return None
    return result.one_off_cost - values.number("implementation_cost") + implementation


def _source(scenario: Scenario, key: str) -> str:
    given = scenario.resolved[key]
    if isinstance(given.origin, Measured) and given.override is None:
        return f"measured on {number(given.origin.n)} tickets"
    return "as entered" if given.override is not None else "as assumed"


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("roi").joinpath("objections.toml").read_text("utf-8"))
