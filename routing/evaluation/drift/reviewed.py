"""Reviews joined with the decisions they are about."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from routing.evaluation.dial.certify import Counts, Flags
from routing.evaluation.drift.tickets import Reviews
from routing.evaluation.drift.traits import Reader, Traits
from routing.taxonomy import UNKNOWN


@dataclass(frozen=True, slots=True, eq=False)
class Reviewed:
    """Reviewed tickets, in the order of the reviews.

    traits: of the tickets. actual: place of the given category among `labels`, which begin with
        the reader's categories. after: tickets seen when it was made. auto: auto-routed or not.
    known: how many of the labels the reference knows. unknown: the place of `Unknown` among them.
    """

    traits: Traits
    actual: Counts
    after: Counts
    auto: Flags
    labels: tuple[str, ...]
    known: int
    unknown: int

    @classmethod
    def of(cls, traits: Traits, reviews: Reviews, reader: Reader) -> Reviewed:
        """The reviews of a reference; those of tickets that are not among these are left out."""
        nothing = np.zeros(0, dtype=np.int64)
        start = cls(
            traits.only(slice(0, 0)), nothing, nothing, nothing.astype(bool),
            reader.categories, 0, reader.categories.index(UNKNOWN),
        )  # fmt: skip
        found = start.then(traits, reviews)
        return replace(found, known=len(found.labels))

    def then(self, traits: Traits, reviews: Reviews) -> Reviewed:
        """These and later reviews of tickets, as far as these are among the given ones."""
        at, known = _places(traits.key, reviews.ticket)
        kept = reviews.only(known)
        codes = {name: i for i, name in enumerate(dict.fromkeys([*self.labels, *kept.actual]))}
        actual = np.array([codes[name] for name in kept.actual], dtype=np.int64)
        return Reviewed(
            self.traits.then(traits.only(at)),
            np.concatenate([self.actual, actual]),
            np.concatenate([self.after, kept.after]),
            np.concatenate([self.auto, kept.auto]),
            tuple(codes),
            self.known,
            self.unknown,
        )

    def __len__(self) -> int:
        return self.actual.size

    @property
    def wrong(self) -> Flags:
        """Whether the decision was not what the person said."""
        return np.asarray(self.traits.category != self.actual)

    @property
    def is_new(self) -> Flags:
        """Whether the person knew no category for it, or one that the reference does not know."""
        return np.asarray((self.actual >= self.known) | (self.actual == self.unknown))

    def none(self) -> Reviewed:
        """No reviews, with the same labels."""
        return self.only(slice(0, 0))

    def only(self, rows: slice | Flags | Counts) -> Reviewed:
        """Some of them, in order."""
        return Reviewed(
            self.traits.only(rows),
            self.actual[rows],
            self.after[rows],
            self.auto[rows],
            self.labels,
            self.known,
            self.unknown,
        )


def _places(keys: Counts, wanted: Counts) -> tuple[Counts, Flags]:
    """Where wanted keys are among keys, and which of them are there at all."""
    if not keys.size or not wanted.size:
        return np.zeros(0, dtype=np.int64), np.zeros(wanted.size, dtype=bool)
    order = np.argsort(keys, kind="stable")
    at = np.minimum(np.searchsorted(keys[order], wanted), keys.size - 1)
    known = keys[order][at] == wanted
    return order[at[known]], known
