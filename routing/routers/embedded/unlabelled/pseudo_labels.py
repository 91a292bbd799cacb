"""Few labels and many unlabelled tickets: the unlabelled ones get labels by their neighbourhood.

After Iscen et al., Label Propagation for Deep Semi-supervised Learning (2019).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from routing.routers.embedded.logistic_regression import LogisticRegression
from routing.routers.embedded.unlabelled.neighbourhood import Neighbourhood
from routing.routers.embedded.unlabelled.pool import needed
from routing.routers.embedded.unlabelled.spreading import Strength, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MAX_PER_CATEGORY: Final = 16
STRENGTH: Final = Strength(0.7, 5)


def are_few(labels: int, categories: int) -> bool:
    """Whether unlabelled tickets may help so many labels at all.

    >>> are_few(616, 77), are_few(5_000, 77)
    (True, False)
    """
    return labels <= MAX_PER_CATEGORY * categories


def helps(labels: int, pool: int, categories: int) -> bool:
    """Whether so many unlabelled tickets help so few labels; they harm many.

    >>> helps(616, 9_000, 77), helps(5_000, 9_000, 77), helps(616, 100, 77)
    (True, False, False)
    """
    return labels > 0 and are_few(labels, categories) and pool >= needed(categories)


def learn(
    vectors: Floats, labels: NDArray[np.intp], pool: Floats, guesses: Floats
) -> LogisticRegression:
    """Regression on labelled tickets and on what the pool's tickets most likely are.

    vectors, pool: embeddings from `exact.embed`. guesses: probabilities for the pool by what was
    learned from the labels alone, one column per category.
    """
    categories = guesses.shape[1]
    known = np.eye(categories, dtype=np.float32)[labels]
    everything = np.concatenate([vectors, pool])
    fixed = np.arange(len(everything)) < len(labels)
    neighbourhood = Neighbourhood(everything, np.zeros(everything.shape[1], dtype=np.float32))
    shares = spread(np.concatenate([known, guesses]), neighbourhood.own_edges(), STRENGTH, fixed)
    return LogisticRegression.fit(everything, shares.argmax(axis=1), categories)
