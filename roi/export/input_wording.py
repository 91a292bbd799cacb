"""The inputs of a case in words: a value with its unit, its source, its kind."""

from __future__ import annotations

from roi.business_case import BusinessCase
from roi.inputs.assumptions import Assumption, assumptions
from roi.inputs.origin import Assumed, Computed, Input, Measured
from roi.numbers import (
    amount,
    money,
    number,
    plain,
    short_percent,
)
from roi.numbers.language import phrase

CENTS_BELOW = 100


def value(business: BusinessCase, key: str, figure: float) -> str:
    """A value of an input with its unit."""
    rule = assumptions()[key]
    return input_amount(rule, figure, business.scenario.currency) + unit(rule)


def spread(business: BusinessCase, key: str, low: float, high: float) -> str:
    """A range of an input with its unit."""
    rule, code = assumptions()[key], business.scenario.currency
    return f"{input_amount(rule, low, code)} – {input_amount(rule, high, code)}{unit(rule)}"


def source(business: BusinessCase, given: Input) -> str:
    """Where an input comes from, behind the word that `kind` gives."""
    if given.override is not None:
        return f"in place of {value(business, given.key, given.base)}"
    match given.origin:
        case Measured(n, low, high, where):
            return f"{where}, n = {number(n)}, {spread(business, given.key, low, high)}"
        case Computed(formula):
            return formula
        case Assumed(where):
            return where


def kind(given: Input) -> str:
    """The word that marks where an input comes from, with the strength of an assumption."""
    if given.override is not None:
        return phrase("kind_entered")
    match given.origin:
        case Measured():
            return phrase("kind_measured")
        case Computed(_, strength):
            return f"{phrase('kind_computed')}, {strength}"
        case Assumed(_, strength):
            return f"{phrase('kind_assumed')}, {strength}"


def input_amount(rule: Assumption, figure: float, currency: str) -> str:
    r"""A value of an input as people write it, without its unit.

    >>> price = assumptions()["price_cached"]
    >>> input_amount(price, 0.075, "EUR"), input_amount(assumptions()["coverage"], 0.625, "EUR")
    ('$0.075', '62.5\u202f%')
    >>> input_amount(assumptions()["llm_seconds"], 0.01524, "EUR")
    '0.015'
    """
    if rule.is_share:
        return short_percent(figure)
    if rule.unit.startswith(("money", "US dollars")):
        code = "USD" if rule.unit.startswith("US dollars") else currency
        if 0 < abs(figure) < 1:
            return money(figure, code, 6).rstrip("0")
        return amount(figure, code)
    if rule.unit == "factor":
        return plain(float(f"{figure:.4g}"))
    if 0 < abs(figure) < 1:
        return plain(float(f"{figure:.2g}"))
    return number(figure, 0 if abs(figure) >= CENTS_BELOW or figure == round(figure) else 1)


def unit(rule: Assumption) -> str:
    """The unit to be written behind an amount, with a space before it; "" where there is none.

    >>> [unit(assumptions()[key]) for key in ("wage_per_hour", "ramp_months", "coverage")]
    [' per hour', ' months', '']
    """
    if rule.is_share or rule.unit == "factor":
        return ""
    if rule.unit.startswith(("money", "US dollars")):
        _, per, what = rule.unit.partition(" per ")
        return f"{per}{what}"
    short = {
        "seconds per ticket": " s",
        "minutes per error": " min",
        "minutes per misroute": " min",
        "minutes per ticket": " min",
        "tickets": "",
    }
    return short.get(rule.unit, f" {rule.unit}")
