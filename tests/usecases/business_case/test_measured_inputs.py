"""The inputs of the business case that tickets, reviews and a run have measured."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from store.reviewing import reviews
from store.reviewing.reviews import Basis, Review, Verdict
from tests.conftest import ticket
from tests.usecases.conftest import mostly_right, right
from usecases.business_case.measured_inputs import measured_inputs


def test_nothing_is_measured_in_an_empty_workspace(workspace):
    assert measured_inputs(workspace, None) == {}


def test_the_export_measures_triage_and_misroutes_but_never_the_volume(workspace, fill):
    began = datetime(2026, 1, 1)  # noqa: DTZ001
    fill(
        workspace,
        [
            ticket(
                k, "Billing", first_category="Fraud" if k % 4 == 0 else "Billing",
                triage_seconds=60.0 + k % 2, created_at=began + timedelta(days=k),
            )
            for k in range(1, 101)
        ],
    )  # fmt: skip
    found = measured_inputs(workspace, None)
    assert found["manual_seconds"].base == pytest.approx(60.5)
    assert found["human_misroute_rate"].base == pytest.approx(0.25)
    assert "tickets_per_month" not in found
    assert "coverage" not in found


def test_a_run_measures_coverage_precision_and_cost(workspace, measured):
    run = measured(mostly_right)
    found = measured_inputs(workspace, run)
    assert found["coverage"].base == pytest.approx(0.9)
    assert found["precision"].base == pytest.approx(1.0)
    assert found["cost_per_ticket_usd"].base == 0.0
    assert "input_tokens" not in found


def test_tokens_are_measured_where_a_provider_was_asked(workspace, fill, routed):
    fill(workspace, [ticket(k, "Billing" if k % 2 else "Fraud") for k in range(1, 21)])
    run = routed(right, input_tokens=400, cached_tokens=100, output_tokens=10, cost_usd=0.001)
    found = measured_inputs(workspace, run)
    assert (found["input_tokens"].base, found["output_tokens"].base) == (400, 10)
    assert found["cached_share"].base == pytest.approx(0.25)


@pytest.mark.parametrize(("timed", "is_measured"), [(19, False), (20, True)])
def test_reviews_count_once_there_are_enough_of_them(workspace, fill, timed, is_measured):
    fill(workspace, [ticket(k) for k in range(1, timed + 1)])
    for key in range(1, timed + 1):
        review = Review(
            key, "Ann", Verdict.CHOSEN, "Billing", suggested="Billing", confidence=0.4, seconds=12.0
        )
        reviews.record(workspace, review)
    found = measured_inputs(workspace, None)
    assert ("review_seconds" in found) == is_measured
    if is_measured:
        assert found["review_seconds"].base == pytest.approx(12.0)


def test_blind_looks_time_the_sorting_by_hand_where_the_export_does_not(workspace, fill):
    fill(workspace, [ticket(k, triage_seconds=None) for k in range(1, 21)])
    for key in range(1, 21):
        look = Review(
            key, "Ann", Verdict.CHOSEN, "Billing", seconds=90.0 + key % 2, basis=Basis.BLIND,
            chance=0.5,
        )  # fmt: skip
        reviews.record(workspace, look)
    found = measured_inputs(workspace, None)
    assert found["manual_seconds"].base == pytest.approx(90.5)
    assert "review_seconds" not in found
