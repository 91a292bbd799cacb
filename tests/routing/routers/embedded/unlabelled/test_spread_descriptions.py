"""Descriptions are spread over tickets of their kind, and over no strangers."""

from __future__ import annotations

import numpy as np
import pytest

from routing.routers.embedded.exact import in_steps
from routing.routers.embedded.features import Features
from routing.routers.embedded.unlabelled.pool import Pool
from routing.routers.embedded.unlabelled.spread_descriptions import (
    STRANGERS,
    SpreadDescriptions,
    with_pool,
)
from routing.routers.embedded.zero_shot import ByEmbeddings

AXES = np.eye(12, dtype=np.float32)
DESCRIPTIONS = ByEmbeddings(AXES[:3], AXES[:3], np.arange(3))
RANDOM = np.random.default_rng(8)


def around(*directions: np.ndarray, count: int) -> np.ndarray:
    """Vectors that lie about those directions in turn."""
    rows = np.array([directions[i % len(directions)] for i in range(count)])
    rows = rows + RANDOM.normal(scale=0.05, size=rows.shape)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return in_steps(rows.astype(np.float32))


def pool(vectors: np.ndarray) -> Pool:
    return Pool(tuple(f"text {i}" for i in range(len(vectors))), vectors)


KNOWN = around(*AXES[:3], count=330)
BETWEEN = (AXES[0] + AXES[1]) / np.sqrt(np.float32(2))


def test_they_are_spread_over_the_tickets_and_the_sentence_counts_them():
    found, words = with_pool(DESCRIPTIONS, pool(KNOWN), 3)
    assert isinstance(found, SpreadDescriptions)
    assert "spread over 330 tickets" in words


def test_strangers_among_them_are_left_out():
    mixed = np.concatenate([KNOWN, around(AXES[7], count=100)])
    found, words = with_pool(DESCRIPTIONS, pool(mixed), 3)
    assert isinstance(found, SpreadDescriptions)
    assert len(found.spread.pool) == 330
    assert "over 330 tickets" in words


@pytest.mark.parametrize(
    "vectors",
    [
        np.concatenate([KNOWN, around(AXES[7], count=400)]),
        KNOWN[:299],
        np.tile(in_steps(BETWEEN[None, :]), (330, 1)),
    ],
    ids=["most are strangers", "too few are near", "as near to one as to another"],
)
def test_where_the_pool_tells_nothing_the_descriptions_stay_as_they_are(vectors: np.ndarray):
    assert with_pool(DESCRIPTIONS, pool(vectors), 3) == (DESCRIPTIONS, STRANGERS)


def test_new_tickets_get_the_answer_of_their_surroundings():
    found, _ = with_pool(DESCRIPTIONS, pool(KNOWN), 3)
    asked = Features(("a", "b", "c"), None, None, around(*AXES[:3], count=3))
    prediction = found.predict(asked)
    assert prediction is not None
    assert prediction.probabilities.argmax(axis=1).tolist() == [0, 1, 2]
    assert prediction.probabilities.sum(axis=1) == pytest.approx(np.ones(3), abs=1e-5)


def test_tickets_that_are_not_embedded_get_none():
    found, _ = with_pool(DESCRIPTIONS, pool(KNOWN), 3)
    assert found.predict(Features(("a",), None, None)) is None
