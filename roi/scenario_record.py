"""A scenario as plain values: what a workspace stores, a file holds and a link carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from roi.assumptions import Strength, assumptions
from roi.errors import ScenarioError
from roi.origin import Assumed, Computed, Input, Measured
from roi.scenario import STARTS, Scenario, Start, input_problems, setting_problem
from roi.values import INPUTS

# Texts, numbers and tables of these, as JSON and TOML know them.
Record = Mapping[str, Any]
SETTINGS: Final = (
    "name", "company", "currency", "horizon_months", "pay", "llm_basis", "spread", "seed",
)  # fmt: skip
INPUT_KEYS: Final = (
    "value", "low", "high", "override", "n", "source", "strength", "formula",
)  # fmt: skip


def settings_record(scenario: Scenario, follows: Start) -> dict[str, Any]:
    """What a person chose and entered, for a scenario that follows a start and its measurements.

    >>> record = settings_record(Scenario.start().with_values(wage_per_hour=21), "expected")
    >>> record["entered"], record["follows"], record["currency"]
    ({'wage_per_hour': 21.0}, 'expected', 'USD')
    """
    entered = {
        key: given.override for key, given in scenario.inputs.items() if given.override is not None
    }
    return {**_settings(scenario), "follows": follows, "entered": entered}


def whole_record(scenario: Scenario) -> dict[str, Any]:
    """Everything, with the ranges and origins of all inputs, for one that keeps its own.

    >>> read_record(whole_record(Scenario.start("optimistic"))) == Scenario.start("optimistic")
    True
    """
    inputs = {key: _entry(scenario.inputs[key]) for key in INPUTS}
    return {**_settings(scenario), "inputs": inputs}


def read_record(record: Record, measured: Mapping[str, Input] | None = None) -> Scenario:
    """The scenario of a record; what is left out has its default.

    measured: what run and export have measured, for a record that follows a start.
    Raises ScenarioError naming the key that is wrong.

    >>> read_record({"follows": "expected", "entered": {"coverage": 0.7}})["coverage"]
    0.7
    >>> read_record({"inputs": {"coverage": 70}})
    Traceback (most recent call last):
    roi.errors.ScenarioError: "coverage": Share auto-routed must be between 0 and 1, not 70.
    """
    tables = {name: record.get(name, {}) for name in ("inputs", "entered")}
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise ScenarioError(f'"{name}" must be a table "[{name}]".')
    settings = {key: value for key, value in record.items() if key not in (*tables, "follows")}
    for key, value in settings.items():
        _check_setting(key, value)
    if "horizon_months" in settings:
        settings["horizon_months"] = int(settings["horizon_months"])  # 36.0 is fine as well
    started = Scenario.start(_start(record), measured)
    inputs = {key: _input(key, entry) for key, entry in tables["inputs"].items()}
    scenario = replace(started, inputs={**started.inputs, **inputs}, **settings)
    if problems := input_problems(tables["entered"]):
        key, problem = next(iter(problems.items()))
        raise ScenarioError(f'"entered.{key}": {problem}')
    return scenario.with_values(**tables["entered"])


def follows(record: Record) -> Start | None:
    """The start whose measured and assumed values a record takes; None when it has its own."""
    kind = record.get("follows")
    return kind if kind in STARTS else None


def _settings(scenario: Scenario) -> dict[str, Any]:
    return {key: getattr(scenario, key) for key in SETTINGS}


def _start(record: Record) -> Start:
    return follows(record) or "expected"


def _entry(given: Input) -> Any:
    """An input as a number where it is the default, else as a table."""
    if given == Input.assumed(assumptions()[given.key]):
        return int(given.value) if given.value == int(given.value) else given.value
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


def _check_setting(key: str, value: Any) -> None:
    if key not in SETTINGS:
        known = "it belongs under [inputs]" if key in INPUTS else "there is no such setting"
        raise ScenarioError(f'"{key}": {known}.')
    if problem := setting_problem(key, value):
        raise ScenarioError(f'"{key}": {problem}')


def _input(key: str, entry: Any) -> Input:
    table = entry if isinstance(entry, dict) else {"value": entry}
    for name in table:
        if name not in INPUT_KEYS:
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
