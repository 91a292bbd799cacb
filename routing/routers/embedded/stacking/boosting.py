"""Learns which category of a shortlist is the right one: gradient boosting over pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from routing.routers.embedded.stacking.shortlist import Shortlist
from routing.routers.embedded.stacking.trees import Trees, from_scikit_learn

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROUNDS: Final = 80
LEARNING_RATE: Final = 0.08
LEAVES: Final = 8
MIN_PAIRS_A_LEAF: Final = 40
L2: Final = 1.0
MAX_TICKETS: Final = 10_000


def grow(shortlist: Shortlist, labels: NDArray[np.intp]) -> Trees:
    """Trees that score a ticket's pairs higher, the likelier the category is the right one.

    On one thread, as sums in another order would grow other trees.
    """
    # Slow to import, and wanted only while learning.
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    rows = np.arange(0, len(labels), max(1, -(-len(labels) // MAX_TICKETS)))
    shortlist, labels = shortlist.only(rows), labels[rows]
    right = (shortlist.categories == labels[:, None]).ravel()
    model = HistGradientBoostingClassifier(
        max_iter=ROUNDS, learning_rate=LEARNING_RATE, max_leaf_nodes=LEAVES,
        min_samples_leaf=MIN_PAIRS_A_LEAF, l2_regularization=L2, early_stopping=False,
        random_state=0,
    )  # fmt: skip
    with threadpool_limits(1):
        model.fit(shortlist.pairs(), right)
    return from_scikit_learn(model)
