"""What was learned for other languages is kept to the bit, or is not there at all."""

from __future__ import annotations

import json

import numpy as np
import pytest

from routing.routers.embedded.ensemble import Ensemble
from routing.routers.embedded.exact import in_steps
from routing.routers.embedded.lexical import LexicalClassifier
from routing.routers.embedded.logistic_regression import LogisticRegression
from routing.routers.embedded.multilingual.learning import MultilingualModel
from routing.routers.embedded.multilingual.storage import VECTORS, arrays_of, model_of, record_of
from routing.routers.embedded.tuning import Tuning
from routing.routers.embedded.zero_shot import ByEmbeddings

LABELS = np.array([0, 1, 0, 1, 0, 1])
WORDS = LexicalClassifier.fit(
    ["refund", "parcel", "money", "box", "refund a", "parcel b"], LABELS, 2
)


def vectors(count: int) -> np.ndarray:
    rows = np.random.default_rng(count).normal(size=(count, 8))
    return in_steps((rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32))


DESCRIPTIONS = ByEmbeddings(vectors(2), vectors(3), np.array([0, 1, 1]))
REGRESSION = LogisticRegression.fit(vectors(6), LABELS, 2)
LABELLED = Ensemble(DESCRIPTIONS, WORDS, REGRESSION, vectors(6), LABELS, categories=2)


def model(ensemble: Ensemble) -> MultilingualModel:
    tuning = Tuning(full_temperature=0.7, max_out_of_scope=0.4)
    languages = frozenset({"German", "Dutch"})
    return MultilingualModel(ensemble, np.arange(len(ensemble.labels)), tuning, "second", languages)


@pytest.mark.parametrize("ensemble", [LABELLED, Ensemble(DESCRIPTIONS, categories=2)])
def test_a_kept_model_answers_as_before(ensemble: Ensemble):
    kept = model(ensemble)
    record = json.loads(json.dumps(record_of(kept)))
    again = model_of(record, arrays_of(kept), WORDS, 2)
    assert again is not None
    assert (again.tuning, again.encoder, again.languages) == (
        kept.tuning, kept.encoder, kept.languages,
    )  # fmt: skip
    asked = ensemble.features(["refund", "box"]).with_vectors(vectors(2))
    for counts in (np.zeros(2, dtype=bool), np.ones(2, dtype=bool)):
        one, other = (each.predict(asked, words_count=counts) for each in (kept, again))
        assert np.array_equal(one.probabilities, other.probabilities)
        assert np.array_equal(one.out_of_scope, other.out_of_scope)


def test_vectors_take_half_the_room_and_lose_nothing():
    kept = arrays_of(model(LABELLED))[VECTORS]
    assert kept.dtype == np.float16
    assert np.array_equal(kept.astype(np.float32), vectors(6))


def test_without_a_model_nothing_is_kept_and_nothing_comes_back():
    assert (arrays_of(None), record_of(None)) == ({}, None)
    assert model_of(None, {}, None, 2) is None


@pytest.mark.parametrize("part", sorted(set(arrays_of(model(LABELLED))) - {VECTORS}))
def test_a_missing_part_is_noticed(part: str):
    kept = model(LABELLED)
    arrays = arrays_of(kept)
    del arrays[part]
    with pytest.raises(KeyError):
        model_of(record_of(kept), arrays, WORDS, 2)
