"""A scenario as a TOML file: read with errors that name the key, written with comments."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, Final

import tomli_w

from roi.assumptions import Assumption, Strength, assumptions
from roi.errors import ScenarioError
from roi.figures import plain
from roi.origin import Assumed, Computed, Input, Measured
from roi.scenario import Scenario, input_problems, setting_problem
from roi.values import INPUTS

SETTINGS: Final = (
    "name", "company", "currency", "horizon_months", "pay", "llm_basis", "spread", "seed",
)  # fmt: skip
TABLE_KEYS: Final = (
    "value", "low", "high", "override", "n", "source", "strength", "formula",
)  # fmt: skip
HEADING: Final = """\
# A scenario of RouteCase.
#
# Change what you know better; leave out what you do not: the default counts.
# An input is a number, or a table that also says its range and where it comes from:
#   coverage = { value = 0.62, low = 0.59, high = 0.65, n = 1200, source = "run 3" }
#   manual_seconds = { value = 150, low = 120, high = 200, source = "study", strength = "strong" }
# Shares are between 0 and 1. Money is in the scenario's currency unless it says US dollars.
"""
SETTING_COMMENTS: Final[Mapping[str, str]] = {
    "name": "Stands on the documents, as does the company.",
    "currency": "A code of three capital letters.",
    "horizon_months": "How many months are counted, 1 to 120.",
    "pay": "hourly: from wage_per_hour. salary: from salary_per_year and paid_hours_per_year.",
    "llm_basis": "tokens: from tokens and prices. ticket: from cost_per_ticket_usd.",
    "spread": "The shape of the assumed ranges: pert or triangular.",
    "seed": "Makes the draws of the uncertainty repeatable.",
}


def read_scenario(text: str) -> Scenario:
    r"""Read a scenario; what is left out has its default.

    Raises ScenarioError naming the key that is wrong.

    >>> read_scenario('currency = "EUR"\n[inputs]\ncoverage = 0.7')["coverage"]
    0.7
    >>> read_scenario('[inputs]\ncoverage = 70')
    Traceback (most recent call last):
    roi.errors.ScenarioError: "coverage": Share auto-routed must be between 0 and 1, not 70.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(f"The scenario is not valid TOML: {error}.") from error
    tables = data.pop("inputs", {})
    if not isinstance(tables, dict):
        raise ScenarioError('"inputs" must be a table "[inputs]".')
    for key, value in data.items():
        _check_setting(key, value)
    default = Scenario.start()
    inputs = {key: _input(key, entry) for key, entry in tables.items()}
    horizon = int(data.get("horizon_months", default.horizon_months))  # 36.0 is fine as well
    settings = {"name": default.name, **data, "horizon_months": horizon}
    return Scenario(inputs={**default.inputs, **inputs}, **settings)


def write_scenario(scenario: Scenario) -> str:
    """The scenario as TOML that `read_scenario` reads back to an equal value.

    >>> read_scenario(write_scenario(Scenario.start("optimistic"))) == Scenario.start("optimistic")
    True
    """
    return "\n".join([HEADING, *_settings(scenario), "[inputs]", *_inputs(scenario)]) + "\n"


def template() -> str:
    """A commented scenario with every default, to be filled in."""
    return write_scenario(Scenario.start())


def _settings(scenario: Scenario) -> Iterator[str]:
    for key in SETTINGS:
        if key in SETTING_COMMENTS:
            yield f"# {SETTING_COMMENTS[key]}"
        yield _pair(key, getattr(scenario, key))
    yield ""


def _inputs(scenario: Scenario) -> Iterator[str]:
    group = ""
    for key, rule in assumptions().items():
        if key not in INPUTS:
            continue
        if rule.group != group:
            group = rule.group
            yield f"\n# ---- {group} ".ljust(80, "-")
        yield f"\n{_comment(rule)}"
        yield _pair(key, _entry(scenario.inputs[key], rule))


def _comment(rule: Assumption) -> str:
    spread = f"{plain(rule.low)} to {plain(rule.high)}"
    return (
        f"# {rule.label}, in {rule.unit}; plausible: {spread}.\n"
        f"# {rule.strength.capitalize()} source: {rule.source}."
    )


def _entry(given: Input, rule: Assumption) -> Any:
    if given == Input.assumed(rule):
        return _short(given.value)
    entry: dict[str, Any] = {"value": given.base, "low": given.low, "high": given.high}
    if given.override is not None:
        entry["override"] = given.override
    match given.origin:
        case Measured(n, _, _, source):
            return {**entry, "n": n, "source": source}
        case Computed(formula):
            return {**entry, "formula": formula}
        case Assumed(source, strength):
            return {**entry, "source": source, "strength": str(strength)}


def _short(value: float) -> float:
    return int(value) if value == int(value) else value


def _pair(key: str, value: Any) -> str:
    if not isinstance(value, dict):
        return tomli_w.dumps({key: value}).rstrip("\n")
    pairs = ", ".join(_pair(name, item) for name, item in value.items())
    return f"{key} = {{ {pairs} }}"


def _check_setting(key: str, value: Any) -> None:
    if key not in SETTINGS:
        known = "it belongs under [inputs]" if key in INPUTS else "there is no such setting"
        raise ScenarioError(f'"{key}": {known}.')
    if problem := setting_problem(key, value):
        raise ScenarioError(f'"{key}": {problem}')


def _input(key: str, entry: Any) -> Input:
    table = entry if isinstance(entry, dict) else {"value": entry}
    for name in table:
        if name not in TABLE_KEYS:
            raise ScenarioError(f'"{key}.{name}": there is no such key.')
    numbers = {name: table[name] for name in ("value", "low", "high", "override") if name in table}
    if "value" not in numbers:
        raise ScenarioError(f'"{key}.value": the value is missing.')
    for name, number in numbers.items():
        if problem := input_problems({key: number}).get(key):
            where = key if entry is not table else f"{key}.{name}"
            raise ScenarioError(f'"{where}": {problem}')
    return _ranged(key, {name: float(n) for name, n in numbers.items()}, table)


def _ranged(key: str, numbers: Mapping[str, float], table: Mapping[str, Any]) -> Input:
    rule, value = assumptions()[key], numbers["value"]
    # A value outside the usual range widens it, unless the scenario gives its own.
    low = numbers.get("low", min(rule.low, value))
    high = numbers.get("high", max(rule.high, value))
    if not low <= value <= high:
        raise ScenarioError(f'"{key}.value": it must lie between "low" and "high".')
    if set(table) == {"value"} and value == rule.value:
        return Input.assumed(rule)
    return Input(key, value, low, high, _origin(key, low, high, table), numbers.get("override"))


def _origin(
    key: str, low: float, high: float, table: Mapping[str, Any]
) -> Measured | Computed | Assumed:
    for name in ("source", "formula"):
        if not isinstance(table.get(name, ""), str):
            raise ScenarioError(f'"{key}.{name}": it must be a text.')
    if "n" in table:
        if type(table["n"]) is not int or table["n"] < 1:
            raise ScenarioError(f'"{key}.n": it must be a whole number from 1 on.')
        return Measured(table["n"], low, high, table.get("source", "the scenario file"))
    if "formula" in table:
        return Computed(table["formula"])
    strength = table.get("strength", "weak")
    if strength not in list(Strength):
        raise ScenarioError(f'"{key}.strength": it must be strong, medium or weak.')
    return Assumed(table.get("source", "the scenario file"), Strength(strength))
