"""One input field: how a value is shown, and what is wrong with what was entered."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from roi.export.input_wording import input_amount, unit
from roi.export.wording import label_of, unit_of
from roi.inputs.assumptions import Assumption, assumptions
from roi.inputs.origin import Assumed, Computed, Input, Measured
from roi.numbers import number
from roi.scenarios.scenario import Scenario
from ui.shell.texts import text
from usecases.provenance import Origin

PERCENT: Final = 100
# Up to such a value a field shows so many digits behind the point.
DIGITS: Final = ((0.1, "%.4f"), (10, "%.2f"), (1000, "%.1f"))
STEPS: Final = ((0.1, 0.0001), (10, 0.1), (100, 1.0), (1000, 10.0), (10_000, 100.0))


def label(rule: Assumption, currency: str) -> str:
    r"""The name of a field with its unit.

    >>> label(assumptions()["coverage"], "EUR"), label(assumptions()["wage_per_hour"], "EUR")
    ('Share routed alone, %', "Agent's wage, EUR per hour")
    """
    called = label_of(rule.key)
    if rule.unit == "factor" or (not rule.is_share and rule.unit in rule.label.lower()):
        return called
    named = unit_of(rule).replace("money", currency).replace("US dollars", "USD")
    named = named.replace(f"{currency} per US dollar", f"{currency} per USD")
    return f"{called}, {'%' if rule.is_share else named}"


def shown(rule: Assumption, value: float) -> float:
    """The value as the field shows it: shares in per cent.

    >>> shown(assumptions()["coverage"], 0.07)
    7.0
    """
    return round(value * PERCENT, 10) if rule.is_share else float(value)


def meant(rule: Assumption, entered: float) -> float:
    """The value of what was entered.

    >>> meant(assumptions()["coverage"], 7.0)
    0.07
    """
    return round(entered / PERCENT, 12) if rule.is_share else float(entered)


def problem(rule: Assumption, entered: float | None) -> str | None:
    """What is wrong with what was entered, in the unit of the field.

    >>> problem(assumptions()["coverage"], 140.0)
    'Share routed alone must be between 0 and 100, not 140.'
    """
    scale = PERCENT if rule.is_share else 1
    return replace(rule, minimum=rule.minimum * scale, maximum=rule.maximum * scale).problem(
        entered
    )


def digits(rule: Assumption, value: float) -> str:
    """The format of the number in a field."""
    if rule.is_share:
        return "%.1f"
    if rule.unit in {"money per hour", "factor"}:
        return "%.2f"
    if rule.unit.startswith("US dollars"):
        return "%.5f" if 0 < abs(value) < 0.1 else "%.3f"  # noqa: PLR2004
    if float(value).is_integer():
        return "%.0f"
    return next((form for most, form in DIGITS if abs(value) < most), "%.0f")


def step(rule: Assumption) -> float:
    """How far the arrows of a field move its value."""
    if rule.is_share or rule.unit == "money per hour":
        return 1.0
    if rule.unit == "factor":
        return 0.01
    return next((size for most, size in STEPS if rule.value < most), 500.0)


def source(rule: Assumption, currency: str) -> str:
    """Where the default comes from, for the help of a field."""
    value = input_amount(rule, rule.value, currency) + unit(rule)
    words = text("savings.default_from")
    named = words.format(value=value, source=rule.source, evidence=evidence(rule.strength))
    return named.replace("$", r"\$")


def evidence(strength: str) -> str:
    """How far the source of an assumption carries, in words."""
    return text(f"savings.evidence_{strength}")


def origin(given: Input, scenario: Scenario) -> Origin:
    """Where the value of an input comes from."""
    if given.override is not None:
        base = _value_text(given.key, given.base, scenario)
        return Origin(
            "assumed", text("savings.entered_here_in_place").format(base=base, given=_kind(given))
        )
    match given.origin:
        case Measured(n, low, high, where):
            ends = _ends(given.key, low, high, scenario)
            return Origin("measured", f"n = {number(n)} · {where}{ends}")
        case Computed(formula):
            return Origin("computed", formula.split(";")[0])
        case Assumed(where, strength):
            known = where == assumptions()[given.key].source
            return Origin("assumed", evidence(strength) if known else where)


def in_use(given: Input, currency: str) -> str:
    """The value that counts, with its unit."""
    rule = assumptions()[given.key]
    return input_amount(rule, given.value, currency) + unit(rule)


def _kind(given: Input) -> str:
    return text(f"savings.kind_{type(given.origin).__name__.lower()}")


def _ends(key: str, low: float, high: float, scenario: Scenario) -> str:
    if low == high:
        return ""
    first, last = (_value_text(key, end, scenario) for end in (low, high))
    return text("savings.n_95_interval").format(first=first, last=last).replace(" %", "\u00a0%")


def _value_text(key: str, value: float, scenario: Scenario) -> str:
    return input_amount(assumptions()[key], value, scenario.currency)
