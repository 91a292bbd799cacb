"""Trees learn from pairs which category of a shortlist is the right one."""

from __future__ import annotations

import numpy as np
import pytest

from routing.routers.embedded.stacking.boosting import grow
from routing.routers.embedded.stacking.shortlist import Shortlist
from routing.routers.embedded.stacking.trees import Trees

TICKETS, LISTED = 300, 3


def lists(seed: int) -> tuple[Shortlist, np.ndarray]:
    """Shortlists of seven categories, one in ten of which lacks the right one.

    The seventh column of the evidence tells the right one by its distance from the best, mostly.
    """
    random = np.random.default_rng(seed)
    categories = np.array([random.permutation(7)[:LISTED] for _ in range(TICKETS)])
    place = random.integers(0, LISTED, TICKETS)
    labels = categories[np.arange(TICKETS), place].copy()
    evidence = random.normal(size=(TICKETS, LISTED, 7)).astype(np.float32)
    evidence[np.arange(TICKETS), place, 6] += 3
    labels[::10] = 99
    return Shortlist(categories, evidence), labels


@pytest.fixture(scope="module")
def trees() -> Trees:
    return grow(*lists(1))


def test_the_right_category_scores_highest_on_tickets_that_were_never_seen(trees: Trees):
    asked, labels = lists(2)
    scores = trees.scores(asked.pairs()).reshape(TICKETS, LISTED)
    best = asked.categories[np.arange(TICKETS), scores.argmax(axis=1)]
    listed = (asked.categories == labels[:, None]).any(axis=1)
    assert (best == labels)[listed].mean() > 0.85


def test_the_same_tickets_grow_the_same_trees_to_the_bit(trees: Trees):
    again = grow(*lists(1))
    pairs = lists(2)[0].pairs()
    assert np.array_equal(again.scores(pairs), trees.scores(pairs))
