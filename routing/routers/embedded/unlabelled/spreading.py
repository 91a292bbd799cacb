"""What the descriptions say of tickets, spread over a pool of unlabelled ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.routers.embedded.prediction import TINY, softmax
from routing.routers.embedded.unlabelled.neighbourhood import Edges, Neighbourhood

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Shares = NDArray[np.float32]

BALANCING_STEPS: Final = 20
BALANCING_RATE: Final = 0.5
BALANCE_KEPT: Final = 0.75


@dataclass(frozen=True, slots=True)
class Strength:
    """How far spreading goes: the neighbours' part in a ticket's answer, and how many rounds."""

    neighbours: float
    rounds: int


STRENGTH: Final = Strength(0.8, 5)
"""Further (0.9, ten rounds) loses 1 to 4 points: large categories swallow their neighbours."""


@dataclass(frozen=True)
class Spread:
    """A pool of tickets with what was made of each, by which new tickets are answered, too.

    shares: one row of probabilities per ticket of the pool. bias: added to the logits of every
    ticket, so that no category draws in more than it should.
    """

    pool: Neighbourhood
    shares: Shares
    bias: Shares

    @classmethod
    def fit(cls, pool: Neighbourhood, logits: Shares) -> Spread:
        """Spread what the descriptions say of the pool (logits: a row per ticket) over it."""
        bias = balancing_bias(logits)
        shares = spread(softmax(logits + bias), pool.own_edges(), STRENGTH)
        return cls(pool, shares, bias)

    def predict(self, logits: Shares, vectors: NDArray[np.float32]) -> Shares:
        """New tickets take one round from their neighbours in the pool."""
        own = softmax(logits + self.bias)
        return mixed(own, self.pool.edges(vectors).mean_of(self.shares), STRENGTH)


def spread(
    first: Shares, edges: Edges, strength: Strength, fixed: NDArray[np.bool_] | None = None
) -> Shares:
    """Round after round, each ticket becomes a mix of what it was first and of its neighbours.

    fixed: tickets that keep what they are, such as labelled ones.
    """
    shares = first
    for _ in range(strength.rounds):
        shares = mixed(first, edges.mean_of(shares), strength)
        if fixed is not None:
            shares[fixed] = first[fixed]
    return shares


def mixed(own: Shares, neighbours: Shares, strength: Strength) -> Shares:
    """One round of spreading."""
    weight = np.float32(strength.neighbours)
    return np.asarray((1 - weight) * own + weight * neighbours)


def balancing_bias(logits: Shares) -> Shares:
    """What to add to the logits so that every category gets about its equal part of the pool.

    Three quarters of what makes the parts equal: desks' categories are not equal, and full strength
    loses there.
    """
    count = logits.shape[1]
    bias = np.zeros(count, dtype=np.float32)
    for _ in range(BALANCING_STEPS):
        parts = softmax(logits + bias).mean(axis=0, dtype=np.float64)
        excess = np.log(np.maximum(parts, TINY)) + np.log(count)
        bias -= (BALANCING_RATE * excess).astype(np.float32)
    return np.float32(BALANCE_KEPT) * bias
