"""Boosted trees as arrays of nodes: they answer without the library that grew them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

VALUE_STEPS: Final = 2.0**30
"""Leaves are held in steps of 2⁻³⁰: so their sum is exact in 64 bits, in whatever order."""


@dataclass(frozen=True, slots=True)
class Trees:
    """A sum of regression trees.

    feature, threshold, left, right, value: one row per tree, one column per node. A row goes left
    where its feature is at most the threshold; a leaf is its own left and right. base: what the
    sum starts from. depth: steps from the root to the deepest leaf.
    """

    feature: NDArray[np.int16]
    threshold: NDArray[np.float64]
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float64]
    base: float
    depth: int

    def __len__(self) -> int:
        return len(self.feature)

    def scores(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The sum of all trees for each row."""
        trees = np.arange(len(self))[None, :]
        here = np.arange(len(rows))[:, None]
        node = np.zeros((len(rows), len(self)), dtype=np.intp)
        for _ in range(self.depth):
            goes_left = rows[here, self.feature[trees, node]] <= self.threshold[trees, node]
            node = np.where(goes_left, self.left[trees, node], self.right[trees, node])
        total: NDArray[np.float64] = self.value[trees, node].sum(axis=1) + self.base
        return total


def from_scikit_learn(model: Any) -> Trees:
    """The trees of a fitted HistGradientBoostingClassifier of two classes."""
    grown = [predictors[0].nodes for predictors in model._predictors]  # noqa: SLF001 (no public way)
    width = max(len(nodes) for nodes in grown)
    shape = (len(grown), width)
    feature, left, right = (np.zeros(shape, dtype=np.int16) for _ in range(3))
    threshold, value = np.zeros(shape), np.zeros(shape)
    for tree, nodes in enumerate(grown):
        own = np.arange(len(nodes))
        leaf = nodes["is_leaf"].astype(bool)
        feature[tree, own] = np.where(leaf, 0, nodes["feature_idx"])
        threshold[tree, own] = np.where(leaf, 0, nodes["num_threshold"])
        left[tree, own] = np.where(leaf, own, nodes["left"])
        right[tree, own] = np.where(leaf, own, nodes["right"])
        value[tree, own] = np.round(nodes["value"] * VALUE_STEPS) / VALUE_STEPS
    base = float(np.ravel(model._baseline_prediction)[0])  # noqa: SLF001 (see above)
    depth = max(int(nodes["depth"].max()) for nodes in grown)
    return Trees(feature, threshold, left, right, value, base, depth)
