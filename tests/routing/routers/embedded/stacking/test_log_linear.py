"""Opinions are weighed by how often they were right."""

from __future__ import annotations

import numpy as np
import pytest

from routing.routers.embedded.stacking.log_linear import fit_weights, logs, pooled

RANDOM = np.random.default_rng(5)
LABELS = RANDOM.integers(0, 4, 600).astype(np.intp)


def opinion(share_right: float) -> np.ndarray:
    """Seven tenths on a category, right for that share of the tickets."""
    wrong = (LABELS + 1 + RANDOM.integers(0, 3, len(LABELS))) % 4
    best = np.where(RANDOM.random(len(LABELS)) < share_right, LABELS, wrong)
    rows = np.full((len(LABELS), 4), 0.1, dtype=np.float32)
    rows[np.arange(len(LABELS)), best] = 0.7
    return logs(rows)


def test_who_is_right_more_often_weighs_more_and_noise_hardly_anything():
    good, fair, noise = fit_weights([opinion(0.9), opinion(0.7), opinion(0.25)], LABELS)
    assert good > fair > 0.2
    assert noise < fair / 2


def test_no_weight_is_below_zero_even_for_an_opinion_that_is_always_wrong():
    assert (fit_weights([opinion(0.9), opinion(0.0)], LABELS) >= 0).all()


def test_a_pool_is_a_distribution_and_alone_what_it_is_among_others():
    opinions, weights = [opinion(0.9), opinion(0.5)], np.array([1.2, 0.3], dtype=np.float32)
    together = pooled(opinions, weights)
    assert together.sum(axis=1) == pytest.approx(np.ones(len(LABELS)), abs=1e-5)
    for i in (0, 17, 599):
        assert np.array_equal(pooled([o[i : i + 1] for o in opinions], weights)[0], together[i])
