"""The ten objections of finance: answered by a figure of this desk, or open."""

from dataclasses import replace
from datetime import date

from roi.business_case import BusinessCase
from roi.inputs.evidence import Evidence
from roi.inputs.volume import Volume
from roi.objections import objections
from roi.scenarios.scenario import Commitment, Scenario

KNOWN = replace(Scenario.default(), volume=Volume("sample", 5000))
RUN = Evidence("run 3", 1260, 634, 603, 0.931, 0.965, 0.95, 0.93)


def test_all_ten_objections_are_answered_or_say_what_would_answer_them():
    found = BusinessCase(KNOWN).objections
    assert len(found) == 10
    assert all(each.answer and "{" not in each.answer for each in found)
    assert not next(each for each in found if each.key == "hours").answered


def test_an_owner_with_a_date_answers_that_hours_are_not_dollars():
    owned = replace(KNOWN, commitments={"headcount": Commitment("Ana", date(2027, 3, 1))})
    business = BusinessCase(owned)
    found = objections(owned, business.case, business.counter_case, None)
    hours = next(each for each in found if each.key == "hours")
    assert hours.answered
    assert "Ana" in hours.answer


def test_a_figure_that_was_entered_answers_and_an_assumption_does_not():
    assumed = BusinessCase(KNOWN).objections
    entered = BusinessCase(KNOWN.with_values(implementation_cost=12_000.0)).objections
    answered = [
        next(each for each in found if each.key == "one_off").answered
        for found in (assumed, entered)
    ]
    assert answered == [False, True]


def test_a_run_answers_what_only_a_run_can():
    against = {each.key: each.answered for each in BusinessCase(KNOWN).objections}
    measured = {each.key: each.answered for each in BusinessCase(KNOWN, RUN).objections}
    assert {key for key in measured if measured[key] and not against[key]} >= {"errors", "checks"}


def test_a_case_that_pays_at_no_cost_of_the_start_says_so():
    hopeless = BusinessCase(KNOWN.with_values(platform_cost_per_month=1e6))
    said = {each.key: each.answer for each in hopeless.objections}
    assert "it pays at no cost of the start" in said["one_off"]
    assert all("–" not in each for each in said.values())
