"""A share of the tickets goes to people by lot, always the same ones."""

from __future__ import annotations

import pytest
from scipy.stats import binom

from routing.errors import EvaluationError
from routing.rollout import MAX_HOLD_OUT, Rollout


@pytest.mark.parametrize("share", [0.05, 0.2])
def test_about_that_share_is_held_out(share: float):
    n = 4_000
    held = sum(Rollout(share, "lot").holds_out(f"T-{i}") for i in range(n))
    assert binom.ppf(0.001, n, share) <= held <= binom.ppf(0.999, n, share)


def test_the_same_ticket_draws_the_same_and_a_larger_share_adds_to_a_smaller():
    small, large = Rollout(0.05, "lot"), Rollout(0.15, "lot")
    drawn = {i for i in range(500) if small.holds_out(str(i))}
    assert drawn
    assert drawn < {i for i in range(500) if large.holds_out(str(i))}


def test_another_lot_draws_others():
    first, second = ([Rollout(0.2, lot).holds_out(str(i)) for i in range(200)] for lot in "ab")
    assert first != second


def test_without_an_id_or_a_share_nothing_is_held_out():
    assert not Rollout(MAX_HOLD_OUT, "lot").holds_out("")
    assert not any(Rollout(0, "lot").holds_out(str(i)) for i in range(200))


@pytest.mark.parametrize("share", [-0.01, 0.21, 1])
def test_a_share_that_would_stop_the_desk_is_refused(share: float):
    with pytest.raises(EvaluationError, match="between 0 % and 20%"):
        Rollout(share)
