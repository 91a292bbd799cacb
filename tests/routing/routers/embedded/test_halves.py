"""What is counted in the halves of a text is what is counted in each of them alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from routing.routers.embedded import halves
from routing.routers.embedded.tfidf import TfIdf
from routing.routers.embedded.two_problems import TitledText, cuts, pieces_of

SENTENCES = [
    "The parcel is late.",
    "My password fails! ...",
    "Refund the invoice, please refund it.",
    "Also the courier was rude.",
    "?!",
    "\n\nthe parcel, the parcel",
]
TFIDF = TfIdf.fit(SENTENCES, 1_000)
TEXTS = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=6).map(" ".join))


@given(TEXTS)
def test_the_words_of_halves_are_those_of_the_texts_they_are(texts: list[str]):
    texts = [text for text in texts if cuts(TitledText(text))]
    apart = TFIDF.features(
        [half for text in texts for cut in cuts(TitledText(text)) for half in cut]
    )
    summed = halves.features(TFIDF, [pieces_of(TitledText(text)) for text in texts])
    assert apart.shape == summed.shape
    assert abs(apart - summed).sum() < 1e-4


def test_there_are_texts_to_cut():
    assert len(cuts(TitledText(" ".join(SENTENCES)))) > 2
