"""What the members of an ensemble say of tickets, before it is made one answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from routing.routers.embedded.nearest_neighbours import Neighbours
from routing.routers.embedded.stacking.shortlist import Shortlist

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is said of some embedded tickets, one row each.

    by_words, by_meaning, described: probabilities by words, by embeddings, by descriptions.
    neighbours: the nearest labelled tickets. by_pseudo_labels: probabilities by what unlabelled
        tickets helped to learn; None where they did not.
    shortlist: the likeliest categories; None where there are too few labels to learn from it.
    """

    by_words: Floats
    by_meaning: Floats
    described: Floats
    neighbours: Neighbours
    by_pseudo_labels: Floats | None = None
    shortlist: Shortlist | None = None

    @classmethod
    def joined(cls, parts: Sequence[Evidence]) -> Evidence:
        """Several lots of tickets, one after the other."""
        pseudo = [part.by_pseudo_labels for part in parts if part.by_pseudo_labels is not None]
        lists = [part.shortlist for part in parts if part.shortlist is not None]
        return cls(
            np.concatenate([part.by_words for part in parts]),
            np.concatenate([part.by_meaning for part in parts]),
            np.concatenate([part.described for part in parts]),
            Neighbours.joined([part.neighbours for part in parts]),
            np.concatenate(pseudo) if pseudo else None,
            Shortlist.joined(lists) if lists else None,
        )
