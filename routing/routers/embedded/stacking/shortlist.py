"""The likeliest categories of a ticket, and what speaks for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.routers.embedded.stacking.log_linear import logs
from routing.routers.embedded.stacking.votes import Votes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

LENGTH: Final = 5
VOTE_FLOOR: Final = 0.02
OPINIONS: Final = 4
"""The first columns of the evidence: logarithms of what each opinion gives the category."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Some tickets with their five likeliest categories, fewer where there are fewer.

    categories: their indexes, the likeliest first; one row per ticket.
    evidence: ticket by category by what speaks for it: four logarithms (words, meaning, votes by
        words, votes by meaning), then cosines with the category's nearest ticket by words and by
        meaning, and with its centre.
    """

    categories: NDArray[np.intp]
    evidence: Floats

    @classmethod
    def of(
        cls, by_words: Floats, by_meaning: Floats, word_votes: Votes, votes: Votes, centres: Floats
    ) -> Shortlist:
        """Put together what the members say.

        by_words, by_meaning: probabilities. centres: cosines with each category's centre.
        """
        words, meaning = logs(by_words), logs(by_meaning)
        categories = np.argsort(-(words + meaning), axis=1, kind="stable")[:, :LENGTH]
        told = [
            words, meaning,
            np.log(word_votes.shares + np.float32(VOTE_FLOOR)),
            np.log(votes.shares + np.float32(VOTE_FLOOR)),
            word_votes.best, votes.best, centres,
        ]  # fmt: skip
        columns = [np.take_along_axis(each, categories, axis=1) for each in told]
        return cls(categories, np.stack(columns, axis=2).astype(np.float32))

    def __len__(self) -> int:
        return len(self.categories)

    def only(self, rows: NDArray[np.intp]) -> Shortlist:
        """The tickets of those rows."""
        return Shortlist(self.categories[rows], self.evidence[rows])

    @classmethod
    def joined(cls, parts: Sequence[Shortlist]) -> Shortlist:
        """Several lots of tickets, one after the other."""
        return cls(
            np.concatenate([part.categories for part in parts]),
            np.concatenate([part.evidence for part in parts]),
        )

    def pairs(self) -> Floats:
        """One row per ticket and category: the evidence, how far each lags the best, the rank."""
        behind = self.evidence - self.evidence.max(axis=1, keepdims=True)
        count, length, _ = self.evidence.shape
        rank = np.broadcast_to(np.arange(length, dtype=np.float32)[:, None], (count, length, 1))
        told = np.concatenate([self.evidence, behind, rank], axis=2)
        return told.reshape(count * length, -1)
