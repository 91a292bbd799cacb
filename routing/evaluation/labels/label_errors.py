"""Labels that are probably wrong: the router is sure, its neighbours agree, the label does not.

Confident learning after Northcutt, Jiang and Chuang, "Confident Learning: Estimating Uncertainty
in Dataset Labels" (Journal of Artificial Intelligence Research 70, 2021), on probabilities from
models that never saw the ticket. The order is the paper's self-confidence: where any other label
is as likely to have been put by mistake, a label is the likelier wrong, the less likely it is
itself. A lead of another category adds nothing to that: among three that fit, the label may well be
right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.errors import EvaluationError

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIN_TICKETS: Final = 5
# Probabilities of 32 bits: one that equals the mean of its like must count as reaching it.
ROUNDING: Final = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class LabelErrors:
    """What was found out about each label; rows as in the probabilities, columns as well.

    judged: whether its category has enough tickets to say anything.
    suggested: the likeliest other category.
    doubt: 1 − the probability of the label, the higher, the likelier it is wrong; 0 where not
        judged.
    agreeing: how many of the nearest tickets carry the suggested category.
    wrong: whether the label is among as many of the most doubtful as the calibrated joint counts
        errors, the suggestion is likelier than the label, and most of the nearest tickets agree.
    """

    judged: NDArray[np.bool_]
    suggested: NDArray[np.intp]
    doubt: NDArray[np.float64]
    agreeing: NDArray[np.intp]
    wrong: NDArray[np.bool_]

    @property
    def ranking(self) -> NDArray[np.intp]:
        """All judged rows, the most doubtful label first."""
        rows = np.flatnonzero(self.judged)
        return rows[np.argsort(-self.doubt[rows], kind="stable")]


def label_errors(
    labels: NDArray[np.intp],
    probabilities: NDArray[np.float32],
    neighbours: NDArray[np.intp],
) -> LabelErrors:
    """Find labels that are probably wrong.

    labels: the category of each ticket, as a column of the probabilities.
    probabilities: one row per ticket, by models that learned neither from it nor from a
        near-duplicate of it.
    neighbours: rows of the nearest tickets, under the same condition.

    A category of fewer than five tickets is neither judged nor suggested: nothing could have
    learned it.
    """
    if len(labels) != len(probabilities) or len(labels) != len(neighbours):
        raise EvaluationError(
            "Labels, probabilities and neighbours must be about the same tickets."
        )
    known = np.bincount(labels, minlength=probabilities.shape[1]) >= MIN_TICKETS
    # What nothing could learn is nobody's suggestion, not even where all else is out.
    others = np.where(known, probabilities, -1.0)
    rows = np.arange(len(labels))
    own = others[rows, labels]
    others[rows, labels] = -1.0
    suggested, best = others.argmax(axis=1), others.max(axis=1, initial=-1.0)
    judged = known[labels] & (best >= 0)
    agree = neighbours_for(suggested, labels, neighbours)
    doubt = np.where(judged, 1.0 - own.astype(np.float64), 0.0)
    likely = judged & (best > own) & (2 * agree >= neighbours.shape[1])
    likely &= _most_doubtful(
        doubt, estimated_errors(labels, confident_joint(labels, probabilities))
    )
    return LabelErrors(judged, suggested, doubt, agree, likely)


def neighbours_for(
    categories: NDArray[np.intp], labels: NDArray[np.intp], neighbours: NDArray[np.intp]
) -> NDArray[np.intp]:
    """How many of each ticket's nearest tickets carry the category named for it."""
    return np.asarray((labels[neighbours] == categories[:, None]).sum(axis=1))


def thresholds(labels: NDArray[np.intp], probabilities: NDArray[np.float32]) -> NDArray[np.float64]:
    """Per category the mean probability that tickets of that label get for it (the paper's t).

    Infinite for a category of fewer than five tickets, so that nothing is counted as one of it.

    >>> known = np.array([[0.8, 0.2], [0.6, 0.4]] * 5, dtype=np.float32)
    >>> thresholds(np.zeros(10, dtype=np.intp), known).round(2).tolist()
    [0.7, inf]
    """
    categories = probabilities.shape[1]
    own = probabilities[np.arange(len(labels)), labels].astype(np.float64)
    counts = np.bincount(labels, minlength=categories)
    sums = np.bincount(labels, weights=own, minlength=categories)
    return np.where(counts >= MIN_TICKETS, sums / np.maximum(counts, 1), np.inf)


def confident_categories(
    labels: NDArray[np.intp], probabilities: NDArray[np.float32]
) -> NDArray[np.intp]:
    """The category that each ticket confidently belongs to, -1 where there is none.

    It is the likeliest among those whose probability reaches their threshold.
    """
    limits = thresholds(labels, probabilities)
    reaching = np.where(probabilities >= limits - ROUNDING, probabilities, -1.0)
    return np.where(reaching.max(axis=1, initial=-1.0) > 0, reaching.argmax(axis=1), -1)


def confident_joint(
    labels: NDArray[np.intp], probabilities: NDArray[np.float32]
) -> NDArray[np.int64]:
    """How many tickets of each label (rows) confidently belong to each category (columns)."""
    categories = probabilities.shape[1]
    confident = confident_categories(labels, probabilities)
    counted = confident >= 0
    cells = labels[counted] * categories + confident[counted]
    joint = np.bincount(cells, minlength=categories * categories)
    return joint.reshape(categories, categories).astype(np.int64)


def estimated_errors(labels: NDArray[np.intp], joint: NDArray[np.int64]) -> float:
    """How many labels are wrong by the calibrated joint: each row brought to its label's count.

    >>> estimated_errors(np.zeros(100, dtype=np.intp), np.array([[40, 10], [0, 0]]))
    20.0
    """
    counts = np.bincount(labels, minlength=len(joint))
    sums = joint.sum(axis=1)
    off = sums - joint.diagonal()
    return float((off / np.maximum(sums, 1) * counts).sum())


def _most_doubtful(doubt: NDArray[np.float64], count: float) -> NDArray[np.bool_]:
    """The so many rows with the largest doubt (the paper's pruning by noise rate)."""
    found = np.zeros(len(doubt), dtype=bool)
    found[np.argsort(-doubt, kind="stable")[: round(count)]] = True
    return found
