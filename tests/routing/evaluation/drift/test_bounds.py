"""Bounds hold as often as they say, also for who looks at every ticket."""

from __future__ import annotations

import numpy as np
import pytest

from routing.evaluation.drift.bounds import anytime_interval, pooled_bound, upper_bound


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9])
def test_a_share_is_seldom_larger_than_its_upper_bound(share):
    hits = np.random.default_rng(1).binomial(200, share, 4000).astype(float)
    above = share > upper_bound(hits, np.full(hits.size, 200.0), 0.05)
    assert above.mean() <= 0.06


def test_where_all_were_hits_any_share_is_plausible():
    assert upper_bound(np.array([20.0]), np.array([20.0])).tolist() == [1.0]


def test_more_tickets_bring_the_bound_nearer():
    bounds = upper_bound(np.array([2.0, 20.0, 200.0]), np.array([20.0, 200.0, 2000.0]))
    assert bounds.tolist() == sorted(bounds, reverse=True)


def test_a_share_of_few_tickets_learns_from_the_others():
    hits, n = np.array([0.0, 1.0, 0.0, 2.0]), np.full(4, 40.0)
    assert (pooled_bound(hits, n) < upper_bound(hits, n)).all()


def test_an_anytime_interval_holds_for_who_looks_all_the_time():
    drawn = np.random.default_rng(2).random((150, 120)) < 0.3
    looks = range(1, 121, 7)
    missed = 0
    for stream in drawn:
        intervals = [anytime_interval(float(stream[:n].sum()), n, 0.1) for n in looks]
        missed += any(not low <= 0.3 <= high for low, high in intervals)
    assert missed / len(drawn) <= 0.1


def test_nothing_seen_excludes_nothing():
    assert anytime_interval(0, 0, 0.05) == (0.0, 1.0)
