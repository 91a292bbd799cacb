"""What a router makes of tickets: words first, embeddings only for the unsure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

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

    view: the tickets with their words.
    opinion: on all of them, with calibrated probabilities.
    embedded: which tickets needed their embedding; the others left early.
    """

    view: View
    opinion: Opinion
    embedded: NDArray[np.bool_]


def assess(
    model: Model, tuning: Tuning, embedder: Embeds | None, texts: Sequence[str]
) -> Assessment:
    """Assess texts, none of them blank; those that words make sure leave without embedding."""
    view = model.view(texts)
    if embedder is None:
        opinion = model.opinion(view).tempered(tuning.cheap_temperature)
        return Assessment(view, opinion, np.zeros(len(texts), dtype=bool))
    unsure = np.ones(len(texts), dtype=bool)
    if view.words is not None:
        unsure = margins(view.words) < tuning.margin
    left, rest = np.flatnonzero(~unsure), np.flatnonzero(unsure)
    parts = []
    if left.size:
        parts.append((left, model.opinion(view.only(left)).tempered(tuning.cheap_temperature)))
    if rest.size:
        asked = view.only(rest)
        full = model.opinion(asked.embedded(embedder.embed(asked.texts)))
        parts.append((rest, full.tempered(tuning.full_temperature)))
    return Assessment(view, Opinion.woven(parts), unsure)
