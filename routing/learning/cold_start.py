"""A start without any label: which tickets to ask a person about, and what follows from them.

The tickets are split into as many clusters as labels are wanted, and of each cluster one ticket
is drawn at random: together they cover the desk. As every ticket of a cluster had the same
chance, an accuracy weighted by the sizes of the clusters is still one of the whole desk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

TURNS: Final = 4


@dataclass(frozen=True, slots=True)
class Draw:
    """A ticket to ask about.

    row: which one. stratum: its cluster. turn: 0 for the first choice, higher for those that
    take its place when it is skipped. share: the cluster's share of all tickets.
    """

    row: int
    stratum: int
    turn: int
    share: float


def draw(vectors: NDArray[np.float32], count: int, seed: int = 0) -> list[Draw]:
    """Of each of `count` clusters some tickets in random order, the large clusters first.

    >>> drawn = draw(np.eye(6, dtype=np.float32), count=3)
    >>> len({each.stratum for each in drawn}), round(sum(d.share for d in drawn if not d.turn), 6)
    (3, 1.0)
    """
    from sklearn.cluster import KMeans  # noqa: PLC0415 (slow to import)

    wanted = min(count, len(np.unique(vectors, axis=0)))
    if wanted == 0:
        return []
    labels = KMeans(wanted, n_init=1, max_iter=30, random_state=seed).fit(vectors).labels_
    random = np.random.default_rng(seed)
    sizes = np.bincount(labels, minlength=wanted)
    drawn = []
    for stratum, label in enumerate(np.argsort(-sizes, kind="stable")):
        rows = random.permutation(np.flatnonzero(labels == label))[:TURNS].tolist()
        share = float(sizes[label] / len(labels))
        drawn += [Draw(row, stratum, turn, share) for turn, row in enumerate(rows)]
    return drawn
