"""The tickets that all later ones are compared with; only a person moves them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from routing.evaluation.dial.certify import Counts, Flags
from routing.evaluation.drift.distinct_texts import Distinct, Endings, repeated_within
from routing.evaluation.drift.neighbours import Near, Neighbours, nearest_other
from routing.evaluation.drift.reviewed import Reviewed
from routing.evaluation.drift.tickets import Reviews, Tickets
from routing.evaluation.drift.traits import Reader, Traits


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """A window of tickets and their reviews.

    traits: of tickets whose text differs from the earlier ones of its day.
    neighbours: the tickets as points; None without vectors.
    models: the names of the models that answered. reviewed: the blind looks at them.
    """

    reader: Reader
    traits: Traits
    neighbours: Neighbours | None
    models: frozenset[str]
    reviewed: Reviewed

    @classmethod
    def of(cls, tickets: Tickets, reviews: Reviews, categories: Sequence[str] = ()) -> Reference:
        """The reference made of these tickets; categories: the names of the taxonomy."""
        reader = Reader.of(tickets, categories)
        traits = reader.read(tickets)
        counted = Distinct().of(traits.day, traits.text)
        traits = replace(traits, repeated=repeated_within(traits.ending))
        neighbours = None
        if tickets.vectors is not None and len(tickets):
            other, cosine = nearest_other(tickets.vectors)
            traits = traits.near(cosine, traits.confidence[other])
            neighbours = Neighbours.of(
                tickets.vectors[counted], traits.confidence[counted], _first(traits.text[counted])
            )
        return cls(
            reader,
            traits.only(counted),
            neighbours,
            frozenset(tickets.model) - {""},
            Reviewed.of(traits, reviews, reader),
        )

    def endings(self) -> Endings:
        """Tells new endings from those of the reference."""
        return Endings(frozenset(self.traits.ending.tolist()))

    def read(self, tickets: Tickets, endings: Endings) -> tuple[Traits, Near | None]:
        """The traits of later tickets, and what of the reference is near to them."""
        traits = self.reader.read(tickets)
        traits = replace(traits, repeated=endings.of(traits.ending))
        if self.neighbours is None or tickets.vectors is None or not len(tickets):
            return traits, None
        near = self.neighbours.near(tickets.vectors)
        return traits.near(near.rivals[:, 0], near.confidence), near


def _first(texts: Counts) -> Flags:
    """Whether each is the first of its text."""
    first = np.zeros(texts.size, dtype=bool)
    first[np.unique(texts, return_index=True)[1]] = True
    return first
