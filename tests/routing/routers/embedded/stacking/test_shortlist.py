"""A shortlist holds the likeliest categories, and what speaks for each of them."""

from __future__ import annotations

import numpy as np
import pytest

from routing.routers.embedded.nearest_neighbours import Neighbours
from routing.routers.embedded.stacking.shortlist import LENGTH, VOTE_FLOOR, Shortlist
from routing.routers.embedded.stacking.votes import Votes

NOBODY = Neighbours(np.zeros((1, 3), dtype=np.intp), np.zeros((1, 3), dtype=np.float32))


def row(*values: float) -> np.ndarray:
    return np.array([values], dtype=np.float32)


def votes(shares: np.ndarray, best: np.ndarray) -> Votes:
    return Votes(shares, best, NOBODY)


def listed(by_words: np.ndarray, by_meaning: np.ndarray) -> Shortlist:
    shares = np.zeros_like(by_words)
    nothing = votes(shares, shares)
    return Shortlist.of(by_words, by_meaning, nothing, nothing, shares)


def test_the_likeliest_by_words_and_meaning_together_come_first():
    found = listed(row(0.1, 0.5, 0.4), row(0.2, 0.2, 0.6))
    assert found.categories.tolist() == [[2, 1, 0]]


def test_it_is_no_longer_than_five_and_equals_keep_the_order_of_the_taxonomy():
    found = listed(np.full((1, 9), 1 / 9, np.float32), np.full((1, 9), 1 / 9, np.float32))
    assert found.categories.tolist() == [list(range(LENGTH))]


def test_every_piece_of_evidence_is_of_its_own_category():
    found = Shortlist.of(
        row(0.2, 0.8), row(0.4, 0.6), votes(row(0.3, 0.7), row(0.1, 0.9)),
        votes(row(1.0, 0.0), row(0.5, 0.6)), row(0.25, 0.35),
    )  # fmt: skip
    first, second = found.evidence[0]
    assert np.exp(first[:4]) == pytest.approx([0.8, 0.6, 0.7 + VOTE_FLOOR, VOTE_FLOOR], abs=1e-3)
    assert first[4:] == pytest.approx([0.9, 0.6, 0.35])
    assert np.exp(second[:4]) == pytest.approx([0.2, 0.4, 0.32, 1.02], abs=1e-3)
    assert second[4:] == pytest.approx([0.1, 0.5, 0.25])


def test_a_probability_of_nought_has_a_finite_logarithm():
    assert np.isfinite(listed(row(1, 0), row(0, 1)).evidence).all()


def test_a_pair_knows_how_far_it_lags_the_best_of_its_ticket_and_its_rank():
    evidence = np.array([[[1, 5], [3, 2]]], dtype=np.float32)
    pairs = Shortlist(np.array([[7, 4]]), evidence).pairs()
    assert pairs.tolist() == [[1, 5, -2, 0, 0], [3, 2, 0, -3, 1]]


def test_lots_of_tickets_are_parted_and_joined():
    whole = Shortlist(np.arange(6).reshape(3, 2), np.arange(12.0).reshape(3, 2, 2))
    first, rest = whole.only(np.array([0])), whole.only(np.array([1, 2]))
    again = Shortlist.joined([first, rest])
    assert (len(first), len(rest), len(again)) == (1, 2, 3)
    assert np.array_equal(again.categories, whole.categories)
    assert np.array_equal(again.evidence, whole.evidence)
