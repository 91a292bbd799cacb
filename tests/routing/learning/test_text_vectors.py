"""Texts of the same matter lie near one another."""

from __future__ import annotations

import numpy as np
import pytest

from routing.learning.text_vectors import by_words, lengthened, points

TEXTS = ["refund my invoice", "invoice refund", "lost card", "card was lost"]


def test_texts_of_one_matter_are_nearer_than_others():
    near = by_words(TEXTS) @ by_words(TEXTS).T
    assert near[0, 1] > near[0, 2]
    assert near[2, 3] > near[1, 3]


def test_rows_have_length_one_and_a_row_of_zeros_stays():
    rows = lengthened(np.array([[3, 4], [0, 0]], dtype=np.float32))
    assert rows.tolist() == [[pytest.approx(0.6), pytest.approx(0.8)], [0, 0]]


def test_texts_without_a_word_are_points_all_the_same():
    assert by_words(["", ""]).tolist() == [[1.0], [1.0]]
    assert by_words(["one text"]).shape == (1, 1)


def test_the_model_counts_where_there_is_one():
    class Model:
        def embed(self, texts, progress=None):
            progress(len(texts), len(texts))
            return np.full((len(texts), 2), 0.5, dtype=np.float32)

    told = []
    found = points(TEXTS, Model(), lambda done, total: told.append((done, total)))
    assert found.shape == (4, 2)
    assert told == [(4, 4)]
    assert (points(TEXTS, None) == by_words(TEXTS)).all()
