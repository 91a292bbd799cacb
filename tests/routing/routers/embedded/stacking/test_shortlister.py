"""A shortlist is drawn up from the labelled tickets that are near a ticket."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from routing.routers.embedded.stacking.shortlister import Shortlister

# Of three categories the last has no labelled ticket.
KNOWN = np.array([[1, 0, 0], [0.6, 0.8, 0], [0, 0, 1]], dtype=np.float32)
LISTER = Shortlister(csr_array(KNOWN), KNOWN, np.array([0, 0, 1]), 3)
EVEN = np.full((1, 3), 1 / 3, dtype=np.float32)


def asked(words: list[float], meaning: list[float]):
    """What is told of each of the three categories, and the nearest labelled tickets."""
    listed, near = LISTER.shortlist(
        csr_array(np.array([words], np.float32)), np.array([meaning], np.float32), EVEN, EVEN
    )
    assert listed.categories.tolist() == [[0, 1, 2]]
    return listed.evidence[0], near


def test_words_and_meaning_vote_each_for_their_own_nearest():
    evidence, near = asked(words=[0, 0, 1], meaning=[1, 0, 0])
    by_words, by_meaning = evidence[:, 2].argmax(), evidence[:, 3].argmax()
    assert (by_words, by_meaning) == (1, 0)
    assert near.rows[0, 0] == 0
    assert near.cosines[0, 0] == 1


def test_a_category_is_as_near_as_its_nearest_ticket_and_as_its_centre():
    evidence, _ = asked(words=[0, 1, 0], meaning=[1, 0, 0])
    nearest_by_words, nearest_by_meaning, centre = evidence[0, 4:]
    assert np.isclose(nearest_by_words, 0.8)
    assert nearest_by_meaning == 1
    assert np.isclose(centre, 1.6 / np.hypot(1.6, 0.8), atol=1e-3)


def test_for_a_category_without_labelled_tickets_nothing_speaks():
    evidence, _ = asked(words=[0.6, 0.8, 0], meaning=[0.6, 0.8, 0])
    assert evidence[2, 4:].tolist() == [0, 0, 0]
    assert np.isfinite(evidence).all()


def test_no_tickets_make_no_shortlists():
    none = np.zeros((0, 3), dtype=np.float32)
    listed, near = LISTER.shortlist(csr_array(none), none, none, none)
    assert (len(listed), len(near.rows)) == (0, 0)
