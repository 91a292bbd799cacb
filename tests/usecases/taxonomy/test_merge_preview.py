"""What merging categories would do, before it is saved."""

from __future__ import annotations

import pytest

from routing.decision import Alternative
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
