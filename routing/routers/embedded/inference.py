"""Answering tickets by a trained model: words first, embeddings only for the unsure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routing.routers.embedded import exact
from routing.routers.embedded.ensemble import Ensemble
from routing.routers.embedded.features import Features
from routing.routers.embedded.prediction import Prediction, margins
from routing.routers.embedded.tuning import Tuning

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.embedder import Embeds


@dataclass(frozen=True, slots=True)
class Inference:
    """What a router makes of some tickets.

    prediction: for all of them, with calibrated probabilities.
    embedded: which tickets needed their embedding; the others left early.
    """

    features: Features
    prediction: Prediction
    embedded: NDArray[np.bool_]


def infer(
    ensemble: Ensemble, tuning: Tuning, embedder: Embeds | None, texts: Sequence[str]
) -> Inference:
    """Answer texts, none of them blank; those that words make sure leave without embedding."""
    features = ensemble.features(texts)
    if embedder is None:
        prediction = ensemble.predict(features).with_temperature(tuning.cheap_temperature)
        return Inference(features, prediction, np.zeros(len(texts), dtype=bool))
    unsure = np.ones(len(texts), dtype=bool)
    if features.by_words is not None:
        unsure = margins(features.by_words) < tuning.margin
    left, rest = np.flatnonzero(~unsure), np.flatnonzero(unsure)
    parts = []
    if left.size:
        cheap = ensemble.predict(features.only(left))
        parts.append((left, cheap.with_temperature(tuning.cheap_temperature)))
    if rest.size:
        asked = features.only(rest)
        full = ensemble.predict(asked.with_vectors(exact.embed(embedder, asked.texts)))
        parts.append((rest, full.with_temperature(tuning.full_temperature)))
    return Inference(features, Prediction.merged(parts), unsure)
