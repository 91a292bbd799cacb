"""The classifier by words: what it names, and which tickets it finds alike."""

from __future__ import annotations

import numpy as np

from routing.routers.embedded.lexical import LexicalClassifier, informative

TEXTS = ["refund my invoice", "invoice is wrong", "the parcel is late", "where is my parcel"]
LABELS = np.array([0, 0, 1, 1], dtype=np.intp)


def test_words_that_speak_for_the_category_are_named():
    classifier = LexicalClassifier.fit(TEXTS, LABELS, 2)
    features = classifier.features(["zebra", "my parcel and the invoice"])
    assert classifier.words(features, 0, 0) == ()
    assert "parcel" in " ".join(classifier.words(features, 1, 1))
    assert "parcel" not in " ".join(classifier.words(features, 1, 0))


def test_the_nearest_ticket_is_the_one_that_shares_most_words():
    classifier = LexicalClassifier.fit(TEXTS, LABELS, 2)
    found = classifier.nearest(classifier.features(["the parcel is late", "zebra"]))
    assert found.rows[0, 0] == 2
    assert found.cosines[0, 0] > 0.999
    assert found.cosines[1].max() == 0


def test_answers_are_the_same_alone_and_together():
    classifier = LexicalClassifier.fit(TEXTS, LABELS, 2)
    asked = ["late invoice", "parcel", "", "refund the late parcel"]
    together = classifier.probabilities(classifier.features(asked))
    alone = [classifier.probabilities(classifier.features([text])) for text in asked]
    assert np.array_equal(np.concatenate(alone), together)


def test_words_that_say_nothing_new_are_left_out():
    words = ["wrong invoice", "invoice", "the", "is my", "late", "fee", "card"]
    assert informative(words) == ("wrong invoice", "late", "fee")
