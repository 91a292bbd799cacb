"""The hold-out says what routing saves, only where it can tell."""

import numpy as np
import pytest

from routing.evaluation.drift.saved_time import saved_time


def test_five_percent_of_twenty_thousand_tell_the_time_saved_to_six_and_a_half_percent():
    rng = np.random.default_rng(5)
    found = saved_time(rng.lognormal(5, 0.8, 1_000), rng.lognormal(4, 0.8, 19_000))
    assert found is not None
    assert (found.interval.high - found.interval.low) / 2 <= 0.065
    assert found.interval.low <= 1 - np.exp(-1) <= found.interval.high
    assert found.is_clear
    assert found.seconds == pytest.approx(found.before - found.now)


def test_too_few_tickets_tell_nothing():
    assert saved_time(np.full(29, 60.0), np.full(5_000, 30.0)) is None
    assert saved_time(np.zeros(50), np.full(5_000, 30.0)) is None


def test_where_no_ticket_costs_time_any_more_all_of_it_is_saved():
    found = saved_time(np.full(50, 60.0), np.zeros(500))
    assert found is not None
    assert (found.share, found.interval.low, found.is_clear) == (1.0, 1.0, True)
