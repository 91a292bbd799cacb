"""Indices stand beside their value by chance."""

import numpy as np
import pytest

from routing.evaluation.drift.indices import (
    domain_classifier,
    jensen_shannon,
    population_stability,
    share_indices,
)


def test_many_categories_and_few_tickets_give_a_large_index_by_chance_alone():
    rng = np.random.default_rng(0)
    shares = np.full(77, 1 / 77)
    psi, _ = share_indices(rng.multinomial(2_000, shares), rng.multinomial(500, shares))
    assert 0.12 < psi.usual < 0.3
    assert psi.value < psi.high * 1.2


def test_categories_that_moved_stand_out_from_chance():
    psi, js = share_indices(np.array([500, 300, 200]), np.array([100, 150, 250]))
    assert psi.value > psi.high
    assert js.value > js.high


def test_equal_shares_have_no_distance():
    counts = np.array([30, 20, 50])
    assert population_stability(counts, counts) == pytest.approx(0)
    assert jensen_shannon(counts, counts) == pytest.approx(0)
    assert jensen_shannon(np.array([10**6, 0]), np.array([0, 10**6])) == pytest.approx(1, abs=1e-4)


def test_the_domain_classifier_is_at_a_half_for_tickets_of_one_kind():
    rng = np.random.default_rng(1)
    one, other = (rng.normal(0, 1, (300, 8)).astype(np.float32) for _ in range(2))
    same, moved = domain_classifier(one, other), domain_classifier(one, other + 1)
    assert same is not None
    assert moved is not None
    assert abs(same.value - 0.5) < 0.1
    assert moved.value > 0.9 > moved.high
    assert domain_classifier(one[:20], other) is None
