"""A scenario as plain values: what a workspace stores, a file holds and a link carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from roi.errors import ScenarioError
from roi.inputs.assumptions import Strength, assumptions
from roi.inputs.origin import Assumed, Computed, Input, Measured
from roi.inputs.values import INPUTS
from roi.inputs.volume import EXTENTS, Volume
from roi.scenarios.scenario import STARTS, Commitment, Scenario, input_problems
from roi.scenarios.setting_checks import line_problem, setting_problem

# Texts, numbers and tables of these, as JSON and TOML know them.
Record = Mapping[str, Any]
SETTINGS: Final = (
    "name", "company", "currency", "rate_date", "in_dollars", "begins", "horizon_months", "start",
    "pay", "llm_basis", "accepted", "spread", "seed",
)  # fmt: skip
# What inputs of release 0.1 are called today; "" where there is no such input any more.
RELEASED_NAMES: Final[Mapping[str, str]] = {"used_share": "cashable_share", "risk_adjustment": ""}
DATES: Final = ("rate_date", "begins")
LISTS: Final = ("accepted", "in_dollars")
TABLES: Final = ("inputs", "entered", "commitments", "volume")
INPUT_KEYS: Final = (
    "value", "low", "high", "override", "n", "source", "strength", "formula",
)  # fmt: skip


def settings_record(scenario: Scenario) -> dict[str, Any]:
    """What a person chose and entered, for a scenario that takes what is measured today.

    >>> record = settings_record(Scenario.default().with_values(wage_per_hour=21))
    >>> record["entered"], record["start"], record["currency"]
    ({'wage_per_hour': 21.0}, 'expected', 'USD')
    """
    entered = {
        key: given.override for key, given in scenario.inputs.items() if given.override is not None
    }
    return {**_settings(scenario), "follows": scenario.start, "entered": entered}


def whole_record(scenario: Scenario) -> dict[str, Any]:
    """Everything, with the ranges and origins of all inputs, for one that keeps its own.

    >>> read_record(whole_record(Scenario.default("optimistic"))) == Scenario.default("optimistic")
    True
    """
    return {**_settings(scenario), "inputs": {key: _entry(scenario.inputs[key]) for key in INPUTS}}


def read_record(record: Record, measured: Mapping[str, Input] | None = None) -> Scenario:
    """The scenario of a record; what is left out has its default.

    measured: what run and export have measured, for a record of settings.
    Raises ScenarioError naming the key that is wrong.

    >>> read_record({"entered": {"coverage": 0.7}})["coverage"]
    0.7
    >>> read_record({"inputs": {"coverage": 70}})
    Traceback (most recent call last):
    roi.errors.ScenarioError: "coverage": Share routed alone must be between 0 and 1, not 70.
    """
    tables = {name: record.get(name, {}) for name in TABLES}
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise ScenarioError(f'"{name}" must be a table "[{name}]".')
    for name in ("inputs", "entered"):
        tables[name] = _renamed(tables[name])
    known = (*TABLES, "follows")
    settings = _read_settings({key: each for key, each in record.items() if key not in known})
    start = settings.pop("start", None) or record.get("follows") or "expected"
    if start not in STARTS:
        raise ScenarioError(f'"follows": it must be one of {", ".join(STARTS)}.')
    started = Scenario.default(start, measured)
    inputs = {key: _input(key, entry) for key, entry in tables["inputs"].items()}
    settings["commitments"] = {
        key: _commitment(key, entry) for key, entry in tables["commitments"].items()
    }
    settings["volume"] = _volume(tables["volume"]) if tables["volume"] else None
    scenario = replace(started, inputs={**started.inputs, **inputs}, **settings)
    if problems := input_problems(tables["entered"]):
        key, problem = next(iter(problems.items()))
        raise ScenarioError(f'"entered.{key}": {problem}')
    if "tickets_per_month" not in tables["inputs"]:
        scenario = _with_volume(scenario)
    entered = scenario.with_values(**tables["entered"])
    return replace(entered, in_dollars=scenario.in_dollars)


def _with_volume(scenario: Scenario) -> Scenario:
    """The volume that a person has said, where the record has no other."""
    given = scenario.volume.tickets(0) if scenario.volume else None
    if given is None or not scenario.inputs[given.key].is_default:
        return scenario
    return replace(scenario, inputs={**scenario.inputs, given.key: given})


def _renamed(table: Mapping[str, Any]) -> dict[str, Any]:
    """Inputs under today's names; what no longer exists is left out."""
    today = {RELEASED_NAMES.get(key, key): entry for key, entry in table.items()}
    return {key: entry for key, entry in today.items() if key}


def follows_measurements(record: Record) -> bool:
    """True for a record of settings, which takes what is measured today."""
    return "entered" in record


def _settings(scenario: Scenario) -> dict[str, Any]:
    """The settings as plain values; what is not set is left out."""
    plain = {key: getattr(scenario, key) for key in SETTINGS}
    plain["accepted"] = list(scenario.accepted)
    plain["in_dollars"] = list(scenario.in_dollars) or None
    plain["commitments"] = {
        key: {"owner": each.owner, "on": each.on} for key, each in scenario.commitments.items()
    }
    if scenario.volume:
        plain["volume"] = {
            name: getattr(scenario.volume, name) for name in Volume.__dataclass_fields__
        }
    return _without_nothing(plain)


def _without_nothing(table: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            value = _without_nothing(value)  # noqa: PLW2901 - the same value, cleaned
        if value not in (None, "", {}) or key in {"name", "company"}:
            kept[key] = value.isoformat() if isinstance(value, date) else value
    return kept


def _read_settings(data: Mapping[str, Any]) -> dict[str, Any]:
    settings = dict(data)
    for key in DATES:
        if key in settings:
            settings[key] = _date(key, settings[key])
    for key, value in settings.items():
        _check_setting(key, value)
    if "horizon_months" in settings:
        settings["horizon_months"] = int(settings["horizon_months"])  # 36.0 is fine as well
    return {key: tuple(each) if key in LISTS else each for key, each in settings.items()}


def _date(key: str, value: Any) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise ScenarioError(f'"{key}": It must be a date such as 2026-11-28.') from error


def _commitment(key: str, entry: Any) -> Commitment:
    if problem := line_problem(key):
        raise ScenarioError(f'"commitments.{key}": {problem}')
    if not isinstance(entry, dict) or not set(entry) <= {"owner", "on"}:
        raise ScenarioError(f'"commitments.{key}": it holds "owner" and "on" only.')
    owner = entry.get("owner", "")
    if problem := setting_problem("name", owner):
        raise ScenarioError(f'"commitments.{key}.owner": {problem}')
    return Commitment(owner, _date(f"commitments.{key}.on", entry.get("on")))


def _volume(entry: Mapping[str, Any]) -> Volume:
    if not set(entry) <= set(Volume.__dataclass_fields__) or entry.get("extent") not in EXTENTS:
        raise ScenarioError(f'"volume.extent": it must be one of {", ".join(EXTENTS)}.')
    tickets = entry.get("tickets_per_month")
    if tickets is not None and (problem := input_problems({"tickets_per_month": tickets})):
        raise ScenarioError(f'"volume.tickets_per_month": {problem["tickets_per_month"]}')
    first, last = (_date(f"volume.{end}", entry.get(end)) for end in ("first", "last"))
    return Volume(entry["extent"], None if tickets is None else float(tickets), first, last)


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
        case Computed(formula, strength):
            return {**entry, "formula": formula, "strength": str(strength)}
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
    strength = table.get("strength", "weak")
    if strength not in list(Strength):
        raise ScenarioError(f'"{key}.strength": it must be strong, medium or weak.')
    if "formula" in table:
        return Computed(table["formula"], Strength(strength))
    return Assumed(table.get("source", "the scenario file"), Strength(strength))
