"""Labels too doubtful to learn from: all that is like the ticket speaks for another category.

After Northcutt et al., Confident Learning (2021), with a stricter rule: to leave out a right label
costs more than to keep a wrong one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIN_LEAD: Final = 0.5
MIN_LABELS: Final = 100
MAX_SHARE: Final = 0.4
"""Where more of a category's labels are doubted, it is the category that is not understood."""


def doubtful_labels(
    probabilities: NDArray[np.float32], labels: NDArray[np.intp]
) -> NDArray[np.intp]:
    """The rows, in order, whose label is very likely wrong.

    Another category must be believed as firmly as it is on average where it is the label, and lead
    the label by half of all probability.

    probabilities: of tickets that the model never saw. labels: index of each ticket's category.

    Few labels are all learned from: what they say of one another proves nothing.

    >>> sure = np.array([[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.95, 0.05]], dtype=np.float32)
    >>> sure, labels = np.tile(sure, (25, 1)), np.tile([0, 0, 1, 1], 25)
    >>> labels[3::8] = 0
    >>> doubtful_labels(sure, labels).tolist()[:3]
    [7, 15, 23]
    """
    if len(labels) < MIN_LABELS:
        return np.zeros(0, dtype=np.intp)
    rows = np.arange(len(labels))
    own = probabilities[rows, labels]
    counts = np.bincount(labels, minlength=probabilities.shape[1])
    sums = np.bincount(labels, own, probabilities.shape[1])
    usual = np.where(counts > 0, sums / np.maximum(counts, 1), np.inf)
    believed = np.where(probabilities >= usual, probabilities, 0)
    best = believed.argmax(axis=1)
    lead = believed[rows, best] - own
    doubted = (best != labels) & (lead > MIN_LEAD)
    share = np.bincount(labels, doubted, probabilities.shape[1]) / np.maximum(counts, 1)
    return np.flatnonzero(doubted & (share[labels] <= MAX_SHARE))
