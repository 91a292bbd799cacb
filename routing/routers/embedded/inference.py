"""Answering tickets by a trained model: words first, embeddings only for the unsure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routing.language import language
from routing.routers.embedded import exact
from routing.routers.embedded.features import Features
from routing.routers.embedded.prediction import Prediction
from routing.routers.embedded.trained_model import TrainedModel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.embedder import Embeds
    from routing.routers.embedded.multilingual.encoder import Multilingual


@dataclass(frozen=True, slots=True)
class Inference:
    """What a router makes of some tickets.

    prediction: for all of them, with calibrated probabilities.
    embedded: which tickets needed their embedding; the others left early.
    multilingual: which were read by the second encoder.
    far: which are far from everything known.
    """

    features: Features
    prediction: Prediction
    embedded: NDArray[np.bool_]
    multilingual: NDArray[np.bool_]
    far: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Part:
    """Some of the tickets, answered. rows: their places. threshold: above it they are far."""

    rows: NDArray[np.intp]
    prediction: Prediction
    threshold: float


def infer(trained: TrainedModel, embedder: Embeds | None, texts: Sequence[str]) -> Inference:
    """Answer texts, none of them blank; those that words make sure leave without embedding."""
    features = trained.ensemble.features(texts)
    second = embedder.multilingual if embedder and trained.multilingual else None
    foreign = np.array([second is not None and second.is_for(text) for text in texts], dtype=bool)
    unsure = np.full(len(texts), embedder is not None)
    leads = trained.ensemble.leads(features)
    if leads is not None:
        unsure &= leads < trained.tuning.margin
    sure, asked = np.flatnonzero(~foreign & ~unsure), np.flatnonzero(~foreign & unsure)
    parts = []
    if sure.size:
        parts.append(_by_words(trained, features, sure))
    if asked.size and embedder:
        parts.append(_by_meaning(trained, features, asked, embedder))
    if foreign.any() and second and trained.multilingual:
        rows = np.flatnonzero(foreign)
        parts.append(_in_other_languages(trained, features, rows, second))
    prediction = Prediction.merged([(part.rows, part.prediction) for part in parts])
    thresholds = np.empty(len(texts))
    for part in parts:
        thresholds[part.rows] = part.threshold
    far = prediction.out_of_scope > thresholds
    return Inference(features, prediction, unsure | foreign, foreign, far)


def _by_words(trained: TrainedModel, features: Features, rows: NDArray[np.intp]) -> _Part:
    found = trained.ensemble.predict(features.only(rows))
    calibrated = found.with_temperature(trained.tuning.cheap_temperature)
    return _Part(rows, calibrated, trained.tuning.max_out_of_scope)


def _by_meaning(
    trained: TrainedModel, features: Features, rows: NDArray[np.intp], embedder: Embeds
) -> _Part:
    own = features.only(rows)
    found = trained.ensemble.predict(own.with_vectors(exact.embed(embedder, own.texts)))
    calibrated = found.with_temperature(trained.tuning.full_temperature)
    return _Part(rows, calibrated, trained.tuning.max_out_of_scope)


def _in_other_languages(
    trained: TrainedModel, features: Features, rows: NDArray[np.intp], encoder: Multilingual
) -> _Part:
    if trained.multilingual is None:
        raise ValueError("nothing was learned for other languages")
    own = features.only(rows)
    own = own.with_vectors(exact.embed(encoder, own.texts))
    known = np.array([language(text) in trained.languages for text in own.texts], dtype=bool)
    found = trained.multilingual.predict(own, words_count=known)
    return _Part(rows, found, trained.multilingual.tuning.max_out_of_scope)
