"""What is wrong with a choice of a scenario that is no input, in one plain sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, get_args

from roi.inputs.assumptions import assumptions
from roi.inputs.values import INPUTS, LEDGERS, LlmBasis, Pay
from roi.model.lines import table
from roi.numbers import is_currency
from roi.scenarios.scenario import STARTS, Spread

# What a choice may be; a field with a choice has no range and no source.
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "pay": get_args(Pay),
    "llm_basis": get_args(LlmBasis),
    "spread": get_args(Spread),
    "start": STARTS,
}
MAX_NAME: Final = 120
MAX_SEED: Final = 2**32 - 1


def setting_problem(key: str, value: object) -> str | None:
    """What is wrong with a value for a setting that is not an input; None when it is fine.

    >>> setting_problem("currency", "euro")
    'Currency must be a code of three capital letters such as "USD".'
    >>> setting_problem("pay", "weekly")
    'It must be one of hourly, salary, not "weekly".'
    """
    if key in CHOICES:
        known = value in CHOICES[key]
        return None if known else f'It must be one of {", ".join(CHOICES[key])}, not "{value}".'
    check = _CHECKS.get(key)
    return check(value) if check else None


def line_problem(key: str) -> str | None:
    """What is wrong with a line that somebody wants to stand for; None when it is a benefit."""
    benefits = [line.key for line in table().where(side="benefit")]
    return None if key in benefits else f"It must be one of {', '.join(benefits)}."


def _name_problem(value: object) -> str | None:
    if not isinstance(value, str):
        return "It must be a text."
    if len(value) > MAX_NAME:
        return f"It must not be longer than {MAX_NAME} characters."
    return None if value.isprintable() else "It must be one line of printable characters."


def _currency_problem(value: object) -> str | None:
    known = is_currency(value)
    return None if known else 'Currency must be a code of three capital letters such as "USD".'


def _seed_problem(value: object) -> str | None:
    fine = type(value) is int and 0 <= value <= MAX_SEED
    return None if fine else f"The number of the draws must be a whole one from 0 to {MAX_SEED:,}."


def _ledgers_problem(value: object) -> str | None:
    fine = isinstance(value, list | tuple) and set(value) <= set(LEDGERS)
    return None if fine else f"It must be a list of some of {', '.join(LEDGERS)}."


def _inputs_problem(value: object) -> str | None:
    fine = isinstance(value, list | tuple) and set(value) <= set(INPUTS)
    return None if fine else "It must be a list of inputs."


def _date_problem(value: object) -> str | None:
    fine = value is None or isinstance(value, date)
    return None if fine else "It must be a date such as 2026-11-28."


_CHECKS: Final[Mapping[str, Callable[[object], str | None]]] = {
    "currency": _currency_problem,
    "horizon_months": assumptions()["horizon_months"].problem,
    "seed": _seed_problem,
    "accepted": _ledgers_problem,
    "in_dollars": _inputs_problem,
    "rate_date": _date_problem,
    "begins": _date_problem,
    "name": _name_problem,
    "company": _name_problem,
}
