"""What the words of a ticket say and what the labelled tickets nearest to it are, as one answer.

It needs no embedding, so a router that is to be fast can leave more tickets to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.routers.embedded.stacking.log_linear import fit_weights, logs, pooled
from routing.routers.embedded.stacking.shortlist import VOTE_FLOOR
from routing.routers.embedded.stacking.stack import MIN_LABELS
from routing.routers.embedded.stacking.votes import Votes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

COSINE_SCALE: Final = 10


@dataclass(frozen=True, slots=True)
class WordEvidence:
    """What is said of some tickets without their embeddings; of each one row.

    by_words: probabilities by their words. votes: those of the labelled tickets nearest by words.
    """

    by_words: Floats
    votes: Votes

    def only(self, rows: NDArray[np.intp]) -> WordEvidence:
        """Those of some tickets."""
        return WordEvidence(self.by_words[rows], self.votes.only(rows))

    @classmethod
    def joined(cls, parts: Sequence[WordEvidence]) -> WordEvidence:
        """Several lots of tickets, one after the other."""
        by_words = np.concatenate([part.by_words for part in parts])
        return cls(by_words, Votes.joined([part.votes for part in parts]))


@dataclass(frozen=True, slots=True)
class WordStack:
    """Weighs the words, the votes, and how near each category's nearest labelled ticket is."""

    weights: Floats

    @classmethod
    def fit(cls, evidence: WordEvidence, labels: NDArray[np.intp]) -> WordStack | None:
        """Learn from evidence on tickets that the members never saw; None with too few."""
        if len(labels) < MIN_LABELS:
            return None
        return cls(fit_weights(_opinions(evidence), labels))

    def probabilities(self, evidence: WordEvidence) -> Floats:
        """One row per ticket, one column per category, each row summing to 1."""
        return pooled(_opinions(evidence), self.weights)


def _opinions(evidence: WordEvidence) -> list[Floats]:
    votes = evidence.votes
    shares = np.log(votes.shares + np.float32(VOTE_FLOOR))
    return [logs(evidence.by_words), shares, np.float32(COSINE_SCALE) * votes.best]
