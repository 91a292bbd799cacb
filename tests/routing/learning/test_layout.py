"""Tickets that speak of the same matter stand together on the map."""

from __future__ import annotations

import numpy as np
import pytest

from routing.learning import layout
from routing.learning.layout import SIDE, laid_out


def crowds(each: int = 40) -> np.ndarray:
    """Three crowds of vectors that differ from one another."""
    draw = np.random.default_rng(1)
    middles = np.repeat(np.eye(3, 8), each, axis=0)
    return (middles + 0.05 * draw.normal(size=middles.shape)).astype(np.float32)


@pytest.mark.parametrize("method", ["pca", "tsne"])
def test_crowds_stay_together(method):
    places = laid_out(crowds(), method)
    middles = [places[start : start + 40].mean(axis=0) for start in (0, 40, 80)]
    spread = max(places[start : start + 40].std() for start in (0, 40, 80))
    between = min(np.linalg.norm(middles[a] - middles[b]) for a, b in ((0, 1), (0, 2), (1, 2)))
    assert between > spread
    assert places.min() >= 0
    assert places.max() <= SIDE


def test_the_same_vectors_are_laid_out_the_same_way():
    assert np.array_equal(laid_out(crowds(), "tsne"), laid_out(crowds(), "tsne"))


def test_what_tsne_has_no_room_for_stands_among_its_nearest(monkeypatch):
    monkeypatch.setattr(layout, "MAX_TSNE", 60)
    told = []
    places = laid_out(crowds(), "tsne", lambda done, total: told.append((done, total)))
    assert told[-1] == (120, 120)
    middles = [places[start : start + 40].mean(axis=0) for start in (0, 40, 80)]
    nearest = [int(np.argmin([np.linalg.norm(p - m) for m in middles])) for p in places]
    assert np.mean(np.array(nearest) == np.repeat([0, 1, 2], 40)) > 0.95


@pytest.mark.parametrize("vectors", [np.zeros((0, 4)), np.ones((1, 4)), np.ones((5, 1))])
def test_too_little_to_span_a_plane_stands_in_the_middle(vectors):
    assert (laid_out(vectors.astype(np.float32), "pca") == SIDE / 2).all()


def test_vectors_that_are_all_the_same_have_a_place():
    assert np.isfinite(laid_out(np.ones((20, 4), dtype=np.float32), "pca")).all()
