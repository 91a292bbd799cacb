"""What a router makes of tickets: words first, embeddings only for the unsure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from routing.routers.embedded.model import Model
from routing.routers.embedded.opinion import Opinion
from routing.routers.embedded.scores import margins
from routing.routers.embedded.tuning import Tuning
from routing.routers.embedded.view import View

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.embedder import Embeds


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a router makes of some tickets.

    features: their words, None when nothing was learned from words.
    opinion: with calibrated probabilities.
    embedded: which tickets needed their embedding; the others left early.
    """

    texts: Sequence[str]
    features: Any
    opinion: Opinion
    embedded: NDArray[np.bool_]


def assess(
    model: Model, tuning: Tuning, embedder: Embeds | None, texts: Sequence[str]
) -> Assessment:
    """Assess texts, none of them blank; those that words make sure leave without embedding."""
    features = model.features(texts)
    everything = np.ones(len(texts), dtype=bool)
    if embedder and features is None:
        opinion = model.opinion(View(texts, None, embedder.embed(texts)))
        return Assessment(texts, None, opinion.tempered(tuning.full_temperature), everything)
    cheap = model.opinion(View(texts, features))
    opinion = cheap.tempered(tuning.cheap_temperature)
    if embedder is None:
        return Assessment(texts, features, opinion, ~everything)
    unsure = margins(cheap.probabilities) < tuning.margin
    rows = np.flatnonzero(unsure)
    if rows.size:
        left = [texts[i] for i in rows.tolist()]
        full = model.opinion(View(left, features[rows], embedder.embed(left)))
        opinion = opinion.replaced(rows, full.tempered(tuning.full_temperature))
    return Assessment(texts, features, opinion, unsure)
