"""Scenarios that are saved by name: they keep their values, and their names are free ones."""

from __future__ import annotations

import json

import pytest

from roi.errors import ScenarioError
from roi.scenarios.scenario import Scenario
from store import scenarios as stored
from tests.usecases.conftest import right
from usecases.business_case import scenarios
from usecases.business_case.scenario_edits import Edit, edit
from usecases.business_case.scenarios import working_copy


def test_a_saved_scenario_keeps_its_values_whatever_is_measured_later(workspace, measured):
    kept = scenarios.save(workspace, working_copy(workspace, None).scenario, "Board")
    measured(right)
    assert scenarios.saved(workspace, "Board") == kept
    assert scenarios.names(workspace) == ["Board"]


def test_a_scenario_may_not_take_the_name_of_the_working_copy(workspace):
    with pytest.raises(ScenarioError, match="choose another name"):
        scenarios.save(workspace, Scenario.default(), stored.WORKING_COPY)


def test_copies_get_free_names(workspace):
    scenarios.save(workspace, Scenario.default(), "Board")
    scenarios.duplicate(workspace, "Board")
    scenarios.duplicate(workspace, "Board")
    assert scenarios.names(workspace) == ["Board", "Board copy", "Board copy 2"]


def test_a_shared_scenario_puts_what_was_edited_aside(workspace):
    edit(workspace, None, Edit("wage_per_hour", 31.0, 20.59))
    shared = Scenario.default().with_values(coverage=0.2)
    assert scenarios.open_shared(workspace, None, shared)
    assert working_copy(workspace, None).scenario == shared
    aside = scenarios.saved(workspace, scenarios.BEFORE_LINK)
    assert aside is not None
    assert aside["wage_per_hour"] == 31.0


def test_what_is_kept_is_plain_values(workspace):
    edit(workspace, None, Edit("wage_per_hour", 31.0, 20.59))
    kept = stored.load(workspace, stored.WORKING_COPY)
    assert kept is not None
    assert kept["entered"] == {"wage_per_hour": 31.0}
    assert "inputs" not in kept
    assert json.loads(json.dumps(kept)) == kept
