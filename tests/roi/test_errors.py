"""Every error of the business case is a sentence for the user, and of one family."""

from __future__ import annotations

from roi.errors import AssumptionError, ExportError, InputsError, RoiError, ScenarioError


def test_a_caller_can_catch_every_expected_error_at_once():
    assert all(
        issubclass(kind, RoiError)
        for kind in (AssumptionError, ExportError, InputsError, ScenarioError)
    )


def test_refused_inputs_name_each_field_with_its_sentence():
    error = InputsError({"coverage": "At most 1.", "wage_per_hour": "Above 0."})
    assert error.problems == {"coverage": "At most 1.", "wage_per_hour": "Above 0."}
    assert str(error) == "coverage: At most 1. wage_per_hour: Above 0."


def test_a_later_change_of_what_was_passed_leaves_the_error_as_it_was():
    given = {"coverage": "At most 1."}
    error = InputsError(given)
    given.clear()
    assert error.problems == {"coverage": "At most 1."}
