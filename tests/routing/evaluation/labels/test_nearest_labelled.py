"""The labelled tickets nearest to a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from routing.evaluation.labels.nearest_labelled import Precedents

TEXTS = st.lists(st.text("abcde ", max_size=20), max_size=12)


@given(TEXTS, st.text("abcde ", max_size=20), st.integers(1, 5))
def test_at_most_so_many_come_the_nearest_first(texts, asked, most):
    found = Precedents(texts).nearest(asked, most)
    cosines = [cosine for _, cosine in found]
    assert len(found) <= most
    assert cosines == sorted(cosines, reverse=True)
    assert all(0 < cosine <= 1.0001 for cosine in cosines)


def test_a_text_is_nearest_to_itself():
    known = Precedents(["my parcel is late", "refund my invoice", "card was stolen"])
    row, cosine = known.nearest("refund my invoice", 1)[0]
    assert row == 1
    assert cosine > 0.999


def test_what_shares_no_word_is_not_near():
    assert Precedents(["my parcel is late"]).nearest("stolen card", 5) == []
    assert Precedents(["", "?!"]).nearest("stolen card", 5) == []
    assert Precedents([]).nearest("stolen card", 5) == []
