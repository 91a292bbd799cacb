"""The case of a scenario, computed once for every screen that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from roi.case import Case, case
from roi.export.report import Report, prepare
from roi.scenario import Scenario
from roi.uncertainty import Uncertainty, uncertainty

COMPARED_DRAWS: Final = 1_000


@dataclass(frozen=True, slots=True)
class _Same:
    """A scenario that a cache can find again: equal ones have equal names and values."""

    scenario: Scenario

    def __hash__(self) -> int:
        return hash((self.scenario.name, *self.scenario.inputs.values()))


def report(scenario: Scenario) -> Report:
    """Everything that is computed of a scenario, draws included."""
    return _report(_Same(scenario))


def compared(scenario: Scenario) -> tuple[Case, Uncertainty]:
    """What is shown of a scenario beside others, from fewer draws."""
    return _compared(_Same(scenario))


@lru_cache(maxsize=64)
def _report(same: _Same) -> Report:
    return prepare(same.scenario)


@lru_cache(maxsize=64)
def _compared(same: _Same) -> tuple[Case, Uncertainty]:
    scenario = same.scenario
    return case(scenario.values()), uncertainty(scenario, COMPARED_DRAWS)
