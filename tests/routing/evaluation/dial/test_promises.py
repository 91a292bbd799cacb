"""Whichever of the offered promises is taken, it holds."""

from __future__ import annotations

import numpy as np

from routing.evaluation.dial.certify import candidates
from routing.evaluation.dial.promises import promises, worth_offering
from tests.routing.evaluation.drawn_router import at_most, router, true_precision

DATA_SETS = 40


def test_all_promises_offered_hold_at_once_in_nineteen_data_sets_of_twenty():
    """With the whole error for each of them one was broken in up to fifteen sets of a hundred."""
    rng = np.random.default_rng(300)
    precision = true_precision(rng, "good")
    broken = 0
    for _ in range(DATA_SETS):
        offered = worth_offering(promises(candidates(*router(rng, 300, "good")), 0.05))
        broken += any(precision(each.threshold) < each.precision - 1e-9 for each in offered)
    assert broken <= at_most(DATA_SETS)


def test_a_router_that_is_right_at_random_promises_no_more_than_its_share():
    rng = np.random.default_rng(0)
    broken = 0
    for _ in range(30):
        offered = promises(candidates(rng.random(300), rng.random(300) < 0.8), 0.05)
        broken += any(each.precision > 0.8 for each in offered)
    assert broken <= at_most(30)
