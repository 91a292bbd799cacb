"""The labelled tickets near a ticket vote on its category."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from routing.routers.embedded.exact import in_steps
from routing.routers.embedded.stacking.votes import Electorate

RANDOM = np.random.default_rng(2)


def vectors(count: int) -> np.ndarray:
    rows = np.abs(RANDOM.normal(size=(count, 12))).astype(np.float32)
    return in_steps(rows / np.linalg.norm(rows, axis=1, keepdims=True))


KNOWN, LABELS = vectors(90), np.arange(90) % 3
ASKED = vectors(7)


@pytest.mark.parametrize("kind", ["dense", "sparse"])
def test_votes_are_shares_and_the_best_is_the_nearest_of_each_category(kind: str):
    known = KNOWN.T if kind == "dense" else csr_array(KNOWN.T)
    asked = ASKED if kind == "dense" else csr_array(ASKED)
    votes = Electorate(known, LABELS, 4, power=8).vote(asked)
    near = ASKED @ KNOWN.T
    assert votes.shares.sum(axis=1) == pytest.approx(np.ones(7), abs=1e-5)
    for category in range(3):
        assert votes.best[:, category] == pytest.approx(near[:, category == LABELS].max(axis=1))
    assert (votes.best[:, 3] == 0).all()
    assert (votes.shares[:, 3] == 0).all()
    assert np.array_equal(votes.neighbours.rows[:, 0], near.argmax(axis=1))


def test_a_single_kind_of_neighbours_has_all_votes():
    near_first = np.where(LABELS[:, None] == 0, ASKED[0], np.float32(0))
    votes = Electorate(near_first.T.astype(np.float32), LABELS, 3, power=1).vote(ASKED[:1])
    assert votes.shares[0].tolist() == pytest.approx([1, 0, 0])


def test_company_changes_not_a_bit():
    electorate = Electorate(KNOWN.T, LABELS, 3, power=8)
    together = electorate.vote(ASKED)
    for i in range(len(ASKED)):
        alone = electorate.vote(ASKED[i : i + 1])
        assert np.array_equal(alone.shares[0], together.shares[i])
        assert np.array_equal(alone.neighbours.rows[0], together.neighbours.rows[i])


def test_on_no_ticket_there_is_no_vote():
    """A part that is held out may be empty where nearly all tickets are alike."""
    votes = Electorate(csr_array(KNOWN.T), LABELS, 4, power=8).vote(csr_array(ASKED[:0]))
    assert votes.shares.shape == votes.best.shape == (0, 4)
