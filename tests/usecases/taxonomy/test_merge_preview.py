"""What merging categories would do, before it is saved."""

from __future__ import annotations

import pytest

from roi.results.case import case
from routing.decision import Alternative
from tests.conftest import ticket
from tests.usecases.conftest import right
from usecases.business_case.scenarios import working_copy
from usecases.policy.case_policy import case_figures
from usecases.taxonomy.merge_preview import indistinguishable, merge_preview

BOTH = ("Billing", "Fraud")


@pytest.fixture
def torn(workspace, measured, routed):
    """A run that answers Billing and Fraud as a coin would."""
    measured(lambda key: (BOTH[key // 2 % 2], 0.45))
    return routed(lambda key: (BOTH[key // 2 % 2], 0.45), alternatives=(Alternative("Fraud", 0.4),))


def test_a_pair_that_a_coin_would_tell_apart_as_well_is_found(workspace, torn):
    (pair,) = indistinguishable(workspace, torn.run_id)
    assert {pair.first, pair.second} == set(BOTH)
    assert pair.told_apart == pytest.approx(0.5)


def test_merging_shows_accuracy_and_money_before_and_after(workspace, torn):
    found = merge_preview(workspace, torn, BOTH, "Money")
    assert (found.before.accuracy.value, found.after.accuracy.value) == (0.5, 1.0)
    assert (found.before.coverage.value, found.after.coverage.value) == (0.0, 1.0)
    assert found.after.precision.value == 1.0
    assert found.gain == found.after.worth.net - found.before.worth.net
    assert found.gain > 0


def test_a_router_that_tells_them_apart_has_no_such_pair(workspace, measured):
    run = measured(lambda key: (BOTH[1 - key % 2], 0.9))
    assert indistinguishable(workspace, run.run_id) == ()


def test_without_a_label_a_ticket_counts_for_what_goes_alone_and_not_for_accuracy(
    workspace, measured, fill
):
    """Half of the tickets carry no label: what is left a year is what Savings says of the run."""
    fill(workspace, [ticket(key, None, id=f"M-{key}") for key in range(201, 401)], sha256="more")
    run = measured(lambda key: (right(key)[0], 0.9 if key <= 150 or key > 380 else 0.3))
    found = merge_preview(workspace, run, BOTH, "Money")
    figures = case_figures(workspace, run.run_id)
    assert found.before.accuracy.n == 200
    assert found.before.coverage == figures.coverage
    assert found.before.precision == figures.selective_accuracy
    told = case(working_copy(workspace, run).scenario.values())
    assert found.before.worth.net == pytest.approx(told.net_savings_per_year, abs=0.01)
