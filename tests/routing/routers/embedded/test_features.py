"""Some of the tickets, or with another column: what belongs together stays together."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from routing.routers.embedded.features import Features
from routing.routers.embedded.nearest_neighbours import Neighbours
from routing.routers.embedded.stacking.votes import Votes
from routing.routers.embedded.stacking.word_stack import WordEvidence

ROWS = np.arange(6, dtype=np.float32).reshape(3, 2)
NEAR = Neighbours(np.array([[0], [1], [2]]), ROWS[:, :1])
FULL = Features(
    ("a", "b", "c"), csr_array(ROWS), ROWS + 10, ROWS + 20,
    WordEvidence(ROWS + 30, Votes(ROWS + 40, ROWS + 50, NEAR)),
)  # fmt: skip


def test_some_tickets_keep_all_that_is_known_of_them():
    some = FULL.only(np.array([0, 2]))
    assert some.texts == ["a", "c"]
    assert some.tfidf.toarray().tolist() == [[0, 1], [4, 5]]
    assert some.by_words.tolist() == [[10, 11], [14, 15]]
    assert some.vectors.tolist() == [[20, 21], [24, 25]]
    assert some.by_neighbours.by_words.tolist() == [[30, 31], [34, 35]]
    assert some.by_neighbours.votes.neighbours.rows.tolist() == [[0], [2]]


def test_what_is_not_known_stays_unknown():
    some = Features(("a", "b"), None, None).only(np.array([1]))
    assert some.texts == ["b"]
    assert (some.tfidf, some.by_words, some.vectors, some.by_neighbours) == (None,) * 4


def test_all_tickets_are_the_same_and_none_are_none():
    assert FULL.only(np.arange(3)) is FULL
    none = FULL.only(np.array([], dtype=np.intp))
    assert (len(none.texts), none.vectors.shape) == (0, (0, 2))


def test_another_column_changes_only_itself():
    embedded = Features(("a",), None, ROWS[:1]).with_vectors(ROWS[1:2])
    assert embedded.vectors.tolist() == [[2, 3]]
    assert embedded.by_words.tolist() == [[0, 1]]
    changed = FULL.with_words(ROWS)
    assert changed.by_words is ROWS
    assert changed.vectors is FULL.vectors
