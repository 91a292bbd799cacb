"""TF-IDF agrees with the reference implementation, and a row depends on its text alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from routing.routers.embedded.tfidf import TfIdf, pieces_of, words_of

TEXTS = [
    "Where is my card?",
    "My card, my CARD was stolen!",
    "I want a refund for order 4711",
    "a b ü é straße\tund so",
    "",
    "?! x",
]


def test_it_agrees_with_scikit_learn():
    options = {"sublinear_tf": True, "dtype": np.float32}
    words = TfidfVectorizer(ngram_range=(1, 2), **options)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), **options)
    parts = [vectorizer.fit_transform(TEXTS) for vectorizer in (words, pieces)]
    expected = normalize(hstack(parts, format="csr")).toarray()
    ours = TfIdf.fit(TEXTS, 10_000)
    assert ours.words.terms == tuple(words.get_feature_names_out())
    assert ours.pieces.terms == tuple(pieces.get_feature_names_out())
    assert np.abs(ours.features(TEXTS).toarray() - expected).max() < 1e-6


@given(texts=st.lists(st.text(max_size=40), max_size=6))
def test_a_row_depends_on_its_text_alone(texts: list[str]):
    tfidf = TfIdf.fit(TEXTS, 10_000)
    together = tfidf.features(texts).toarray()
    assert together.shape == (len(texts), len(tfidf.words.terms) + len(tfidf.pieces.terms))
    for text, row in zip(texts, together, strict=True):
        assert np.array_equal(tfidf.features([text]).toarray()[0], row)


def test_words_alone_have_length_one_too():
    tfidf = TfIdf.fit(TEXTS, 10_000)
    words = tfidf.words_only(tfidf.features(TEXTS)).toarray()
    lengths = np.linalg.norm(words, axis=1)
    assert lengths == pytest.approx([1, 1, 1, 1, 0, 0], abs=1e-6)


def test_the_most_frequent_terms_stay_and_rare_ones_go_where_there_are_many_texts():
    assert TfIdf.fit(["card card card fee", "card fee late"], 1).words.terms == ("card",)
    many = TfIdf.fit(["card fee"] * 999 + ["zebra"], 10_000)
    assert many.words.terms == ("card", "card fee", "fee")


def test_no_texts_teach_no_terms():
    assert TfIdf.fit([], 10).features(["card"]).shape == (1, 0)


def test_a_text_is_read_up_to_4_000_characters():
    assert len(words_of("word " * 10_000)) == 800 + 799
    assert pieces_of("") == ["  "]
