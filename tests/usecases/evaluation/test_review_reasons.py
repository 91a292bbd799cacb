"""Why no decision: every ticket once, and the shares add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roi.scenarios.scenario import Scenario
from routing.decision import Alternative, Decision, ReviewKind
from routing.policy import Policy
from routing.signs import Sign, SignKind
from routing.taxonomy import UNKNOWN, Category, Taxonomy
from store import policies, taxonomies
from tests.usecases.conftest import right
from usecases.evaluation.review_reasons import (
    Outcome,
    describe,
    parent_right,
    review_reasons,
    waiting,
)

SCENARIO = Scenario.default()


def unsure(key: int) -> tuple[str, float]:
    return right(key) if key % 4 else ("Billing", 0.3)


def test_every_ticket_counts_once_under_one_reason(workspace, measured):
    run = measured(unsure)
    alone, waits = review_reasons(workspace, run.run_id)
    assert (alone.kind, alone.tickets, alone.right.value) == (None, 150, 1.0)
    assert (waits.kind, waits.tickets, waits.right.value) == (ReviewKind.UNSURE, 50, 0.0)
    assert describe(run, (alone, waits)).startswith("50 of the 200 tickets")


def test_a_doubt_between_two_is_told_apart_from_a_low_confidence(workspace, measured, routed):
    measured(right)
    run = routed(lambda _: ("Billing", 0.45), alternatives=(Alternative("Fraud", 0.4),))
    (found,) = review_reasons(workspace, run.run_id)
    assert found.kind is ReviewKind.BETWEEN


def test_reasons_come_with_the_hours_that_people_spend():
    waits = Outcome(ReviewKind.UNSURE, 25, 0.25, None)
    hours = 0.25 * SCENARIO["tickets_per_month"] * SCENARIO["review_seconds"] / 3600
    assert waits.review_hours(SCENARIO) == pytest.approx(hours)
    assert Outcome(None, 75, 0.75, None).review_hours(SCENARIO) == 0.0
    assert waiting((waits, Outcome(None, 75, 0.75, None))) == (waits,)


SIGNS = st.lists(st.sampled_from([Sign(kind, "x") for kind in SignKind]), max_size=3).map(tuple)


@given(st.sampled_from(["Billing", UNKNOWN]), st.floats(0, 1), SIGNS, st.booleans())
def test_a_decision_is_auto_routed_or_has_a_reason(category, confidence, signs, failed):
    made = Decision(
        1, category, confidence, "fake", signs=signs, error="no answer" if failed else None,
        alternatives=(Alternative("Login", confidence / 2),),
    )  # fmt: skip
    disposed = Policy(0.8).dispose(made)
    assert (disposed.disposition == "auto") == (disposed.review_kind is None)


def test_a_parent_is_right_where_the_ticket_belongs_to_one_of_its_parts(
    workspace, measured, routed
):
    measured(right)
    parts = [Category(name, parent="Money") for name in ("Billing", "Fraud")]
    taxonomies.save(workspace, Taxonomy((Category("Money"), *parts)), "the tests")
    run = routed(lambda _: ("Billing", 0.5), alternatives=(Alternative("Fraud", 0.45),), taxonomy=2)
    policies.apply(workspace, run.run_id, policies.save(workspace, Policy(0.8), {}))
    (found,) = review_reasons(workspace, run.run_id)
    assert found.kind is ReviewKind.PARENT
    assert parent_right(workspace, run.run_id).value == 1.0
