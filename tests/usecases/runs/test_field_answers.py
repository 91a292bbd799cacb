"""The fields of a run are filled beside its categories."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store import decisions, field_answers
from tests.routing.fields.test_learned import desk
from tests.usecases.conftest import right
from tests.usecases.fields.test_definitions import TOML
from usecases.business_case.scenarios import working_copy
from usecases.fields.definitions import save_fields
from usecases.fields.figures import field_figures
from usecases.runs.field_answers import fill as fill_fields


@pytest.fixture
def filled(workspace, fill, routed):
    fill(workspace, [replace(t, category="Billing") for t in desk(400, noise=0.05)])
    run = routed(right)
    save_fields(workspace, TOML)
    assert fill_fields(workspace, run.run_id) == 800
    return run


def test_each_field_is_measured_priced_and_has_a_threshold_of_its_own(workspace, filled):
    priority, mood = field_figures(workspace, filled.run_id)
    assert priority.accuracy.value > 0.9 > priority.commonest.value
    assert priority.accuracy.n == 400
    assert 0 < priority.alone <= 1
    scenario = working_copy(workspace, filled).scenario
    hours = priority.alone * scenario["tickets_per_month"] * 10 / 3600
    assert priority.hours_a_month(scenario) == pytest.approx(hours)
    assert priority.worth_a_month(scenario) > priority.hours_a_month(scenario)
    assert (mood.accuracy, mood.alone, mood.hours_a_month(scenario)) == (None, 0.0, 0.0)


def test_categories_are_what_they_were(workspace, filled):
    before = decisions.labelled(workspace, filled.run_id)
    fill_fields(workspace, filled.run_id)
    assert decisions.labelled(workspace, filled.run_id).equals(before)


def test_without_fields_nothing_is_filled(workspace, measured):
    run = measured(right, 40)
    assert fill_fields(workspace, run.run_id) == 0
    assert field_answers.fields(workspace, run.run_id) == []
