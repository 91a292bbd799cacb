"""Evidence on several lots of tickets is joined without mixing up whose it is."""

from __future__ import annotations

import numpy as np

from routing.routers.embedded.nearest_neighbours import Neighbours
from routing.routers.embedded.stacking.evidence import Evidence
from routing.routers.embedded.stacking.shortlist import Shortlist


def evidence(first: int, count: int, *, full: bool) -> Evidence:
    """Tickets whose every figure is their number."""
    number = np.arange(first, first + count)
    column = number[:, None].astype(np.float32)
    return Evidence(
        column, column + 100, column + 200, Neighbours(number[:, None], column),
        column + 300 if full else None,
        Shortlist(number[:, None], column[:, None]) if full else None,
    )  # fmt: skip


def test_the_tickets_stay_in_order_in_every_column():
    whole = Evidence.joined([evidence(0, 2, full=True), evidence(2, 3, full=True)])
    expected = evidence(0, 5, full=True)
    assert np.array_equal(whole.by_words, expected.by_words)
    assert np.array_equal(whole.by_meaning, expected.by_meaning)
    assert np.array_equal(whole.described, expected.described)
    assert np.array_equal(whole.neighbours.rows, expected.neighbours.rows)
    assert whole.by_pseudo_labels is not None
    assert np.array_equal(whole.by_pseudo_labels, expected.by_pseudo_labels)
    assert whole.shortlist is not None
    assert whole.shortlist.categories.ravel().tolist() == [0, 1, 2, 3, 4]


def test_what_no_lot_has_the_whole_has_not():
    whole = Evidence.joined([evidence(0, 2, full=False), evidence(2, 1, full=False)])
    assert (whole.by_pseudo_labels, whole.shortlist) == (None, None)
    assert len(whole.by_words) == 3
