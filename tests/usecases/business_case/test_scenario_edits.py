"""The working copy is edited field by field, by everyone at once, and nothing is taken back."""

from __future__ import annotations

import pytest

from roi.errors import InputsError, ScenarioError
from tests.usecases.conftest import right
from usecases.business_case.scenario_edits import Conflict, Edit, edit
from usecases.business_case.scenarios import working_copy


def test_two_people_who_change_two_fields_keep_both(workspace):
    seen = working_copy(workspace, None).scenario
    for field, value in (("wage_per_hour", 30.0), ("tickets_per_month", 4000.0)):
        assert edit(workspace, None, Edit(field, value, seen[field])) == ()
    now = working_copy(workspace, None).scenario
    assert (now["wage_per_hour"], now["tickets_per_month"]) == (30.0, 4000.0)


def test_a_field_that_two_people_changed_is_a_conflict_that_is_told(workspace):
    seen = working_copy(workspace, None).scenario["wage_per_hour"]
    edit(workspace, None, Edit("wage_per_hour", 30.0, seen))
    told = edit(workspace, None, Edit("wage_per_hour", 40.0, seen))
    assert told == (Conflict("wage_per_hour", 30.0, 40.0),)
    assert working_copy(workspace, None).scenario["wage_per_hour"] == 30.0
    assert edit(workspace, None, Edit("wage_per_hour", 40.0, 30.0)) == ()


def test_settings_merge_like_inputs(workspace):
    edit(workspace, None, Edit("currency", "EUR", "USD"))
    edit(workspace, None, Edit("horizon_months", 24, 36))
    now = working_copy(workspace, None).scenario
    assert (now.currency, now.horizon_months) == ("EUR", 24)


def test_an_entry_is_taken_back_to_what_was_measured(workspace, measured):
    run = measured(right)
    edit(workspace, run, Edit("coverage", 0.3, 1.0))
    edit(workspace, run, Edit("coverage", None, 0.3))
    assert working_copy(workspace, run).scenario.inputs["coverage"].override is None
    assert working_copy(workspace, run).scenario["coverage"] == 1.0


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (Edit("coverage", 1.4, 0.6), InputsError),
        (Edit("currency", "euro", "USD"), ScenarioError),
    ],
)
def test_a_value_that_cannot_be_used_changes_nothing(workspace, change, error):
    before = working_copy(workspace, None)
    with pytest.raises(error):
        edit(workspace, None, change)
    assert working_copy(workspace, None) == before
