"""Runs on the same tickets, held against the first of them."""

from __future__ import annotations

import pytest

from tests.conftest import ticket
from tests.usecases.conftest import mostly_right, right
from usecases.evaluation.comparison import compare_runs


def test_a_better_run_is_better_by_as_many_tickets_as_only_it_is_right_on(
    workspace, measured, routed
):
    worse = measured(mostly_right)
    better = routed(right, cost_usd=0.002, latency_seconds=3.0)
    found = compare_runs(workspace, (worse.run_id, better.run_id))
    assert found.n == 200
    first, second = found.entries
    assert (first.accuracy.value, second.accuracy.value) == (0.9, 1.0)
    assert (second.cost_per_1000, second.latency_p95) == pytest.approx((2.0, 3.0))
    assert list(found.best) == [0, 1]
    (verdict,) = found.verdicts
    assert verdict.startswith("**Run 2**")
    assert "only it is right on 20 tickets, only Run 1 on 0" in verdict


def test_a_dearer_run_that_is_no_better_is_not_among_the_best(workspace, measured, routed):
    cheap, dear = measured(right), routed(right, cost_usd=0.01)
    assert list(compare_runs(workspace, (cheap.run_id, dear.run_id)).best) == [0]


def test_only_tickets_that_all_runs_have_decided_count(workspace, fill, routed):
    fill(workspace, [ticket(k, "Billing" if k % 2 else "Fraud") for k in range(1, 11)])
    early = routed(right)
    fill(workspace, [ticket(k, "Billing", id=f"N-{k}") for k in range(11, 21)], sha256="two")
    late = routed(right)
    assert compare_runs(workspace, (early.run_id, late.run_id)).n == 10


def test_runs_that_share_no_labelled_ticket_cannot_be_compared(workspace, fill, routed):
    fill(workspace, [ticket(1)])
    assert compare_runs(workspace, (routed(right).run_id, routed(right).run_id)) is None
