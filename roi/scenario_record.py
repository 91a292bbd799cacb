"""A scenario as plain values, as a workspace keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, Final

from roi.assumptions import Strength
from roi.errors import ScenarioError
from roi.origin import Assumed, Computed, Input, Measured, Origin
from roi.scenario import Scenario, input_problems, setting_problem
from roi.values import INPUTS

SETTINGS: Final = (
    "name", "company", "currency", "horizon_months", "pay", "llm_basis", "spread", "seed",
)  # fmt: skip
_KINDS: Final = {"measured": Measured, "computed": Computed, "assumed": Assumed}
_BROKEN: Final = "A saved scenario is damaged; delete it and save it again."


def to_record(scenario: Scenario) -> dict[str, Any]:
    """Its settings, what was entered by hand, and every input with range and origin.

    >>> from_record(to_record(Scenario.start())) == Scenario.start()
    True
    """
    given = scenario.inputs
    return {
        **{name: getattr(scenario, name) for name in SETTINGS},
        "entered": {k: i.override for k, i in given.items() if i.override is not None},
        "inputs": {key: _input_record(given[key]) for key in INPUTS},
    }


def from_record(record: Mapping[str, Any]) -> Scenario:
    """Read `to_record` back; an input that an older version did not know keeps its default.

    Raises ScenarioError when a value cannot be used.
    """
    try:
        known = {key: _input(key, value) for key, value in record["inputs"].items()}
    except (KeyError, TypeError, ValueError) as error:
        raise ScenarioError(_BROKEN) from error
    inputs = {key: known.get(key, default) for key, default in Scenario.start().inputs.items()}
    return with_entries(Scenario("", inputs), record)


def with_entries(scenario: Scenario, record: Mapping[str, Any]) -> Scenario:
    """The scenario under the settings and hand-entered values of a record.

    Raises ScenarioError when a value cannot be used.
    """
    settings = {name: record[name] for name in SETTINGS if name in record}
    entered = {key: value for key, value in record.get("entered", {}).items() if key in INPUTS}
    problems = [setting_problem(name, value) for name, value in settings.items()]
    found = next(filter(None, [*problems, *input_problems(entered).values()]), None)
    if found:
        raise ScenarioError(f"{_BROKEN} {found}")
    return replace(scenario, **settings).with_values(**entered)


def _input_record(given: Input) -> dict[str, Any]:
    kind = type(given.origin).__name__.lower()
    origin = {"kind": kind, **asdict(given.origin)}
    return {"base": given.base, "low": given.low, "high": given.high, "origin": origin}


def _input(key: str, record: Mapping[str, Any]) -> Input:
    given = dict(record["origin"])
    kind = _KINDS[given.pop("kind")]
    if "strength" in given:
        given["strength"] = Strength(given["strength"])
    origin: Origin = kind(**given)
    return Input(key, float(record["base"]), float(record["low"]), float(record["high"]), origin)
