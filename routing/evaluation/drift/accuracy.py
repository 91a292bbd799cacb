"""Accuracy of all tickets from few blind reviews.

Reviews are drawn by confidence: the likelier a mistake is in doubt, the more often a ticket is
drawn, and always with a known probability. The estimate is what the confidences say of all tickets,
corrected by what the reviews found against them, each weighted by one over its probability:

    accuracy = mean of m(all) + sum of (right − m)/p over the reviewed, divided by all tickets

The correction makes it right whatever the confidences are worth; good ones only make it narrower
(the difference estimator of survey sampling; Särndal, Swensson and Wretman 1992). m is fitted on
reviews that do not contain the ticket itself.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from routing.errors import EvaluationError
from routing.evaluation.dial.certify import Flags, Floats
from routing.evaluation.statistics.intervals import Interval, Measured, wilson

FOLDS: Final = 5
MIN_REVIEWS: Final = 20
FLOOR: Final = 0.2  # of the mean probability: no ticket is hardly ever drawn
DOUBT: Final = 0.02  # that even the surest answer is wrong
STEPS: Final = 8
RIDGE: Final = 1.0
ROUNDING: Final = 1e-9
MAX_WORTH: Final = 3.0  # plain reviews that one drawn by confidence can stand for
WORTH_WITHOUT_MISTAKE: Final = 1.5  # the same where none is wrong, so that little is known of where


def review_probabilities(confidence: Floats, reviews: float) -> Floats:
    """With which probability to draw each ticket for a blind look, so many in all on average.

    They rise with the spread of right and wrong that the confidence lets expect.

    >>> review_probabilities(np.array([0.99, 0.6, 0.99, 0.99]), 2).round(2).tolist()
    [0.33, 1.0, 0.33, 0.33]
    """
    if not confidence.size:
        return np.zeros(0)
    right = np.clip(confidence, 0.0, 1 - DOUBT)
    spread = np.sqrt(right * (1 - right))
    wanted = np.maximum(spread / max(float(spread.mean()), 1e-9), FLOOR)
    chance = wanted * reviews / wanted.sum()
    for _ in range(STEPS):  # what is cut at 1 goes to the others
        open_ones = chance < 1
        missing = reviews - (~open_ones).sum()
        if not open_ones.any() or missing <= 0:
            break
        chance = np.where(
            open_ones, np.minimum(1.0, wanted * missing / wanted[open_ones].sum()), 1.0
        )
    return np.asarray(np.minimum(chance, 1.0), dtype=np.float64)


def estimated_accuracy(
    confidence: Floats, reviewed: npt.NDArray[np.intp], probability: Floats, right: Flags
) -> Measured:
    """The share of all tickets that was decided rightly, with its 95 % interval.

    confidence: of all tickets. reviewed: places of those that were looked at.
    probability: with which each of these had been drawn. right: whether each was decided rightly.

    Raises EvaluationError for fewer than 20 reviews.
    """
    n = reviewed.size
    if n < MIN_REVIEWS:
        raise EvaluationError(
            f"{n} blind reviews are too few to estimate an accuracy: make {MIN_REVIEWS - n} more."
        )
    total = confidence.size
    weights = 1 / probability
    score = _logit(confidence)
    fold = np.random.default_rng(0).permutation(n) % FOLDS
    expected, own = np.zeros(total), np.zeros(n)
    for part in range(FOLDS):
        a, b = _calibration(score[reviewed], right, weights, fold != part)
        mine = _sigmoid(a + b * score)
        expected += mine / FOLDS
        own[fold == part] = mine[reviewed[fold == part]]
    # The correction is for each fold's own expectation, so that of all tickets is their mean.
    residual = right - own
    value = float(expected.mean() + (weights * residual).sum() / weights.sum())
    value = min(1.0, max(0.0, value))
    interval = _interval(value, residual, weights, probability, found_none=bool(right.all()))
    return Measured(value, n, interval)


def _interval(
    value: float, residual: Floats, weights: Floats, probability: Floats, *, found_none: bool
) -> Interval:
    """Wilson's interval for the number of plain reviews that would tell as much."""
    n, whole = residual.size, float(weights.sum())
    off = residual - np.average(residual, weights=weights)
    spread = (weights**2 * (1 - probability) * off**2).sum()
    # One more mistake of the usual weight might have been found: few of them say little.
    unseen = value * (1 - value) * float((weights**2).mean())
    variance = (spread + unseen) / whole**2 * n / (n - 2)
    plain = value * (1 - value)
    worth = min(plain / variance, MAX_WORTH * n) if plain > ROUNDING else float(n)
    if found_none:
        worth = max(worth, WORTH_WITHOUT_MISTAKE * n)
    low_high = wilson(value * worth, worth)
    high = 1.0 if found_none else low_high.high
    return Interval(low_high.low, high, "difference estimator, Wilson")


def _calibration(score: Floats, right: Flags, weights: Floats, rows: Flags) -> tuple[float, float]:
    """Intercept and slope that turn scores into probabilities; drawn towards 0 and 1 (Newton)."""
    x, y, w = score[rows], right[rows].astype(np.float64), weights[rows] / weights[rows].mean()
    a, b = 0.0, 1.0
    for _ in range(STEPS):
        p = _sigmoid(a + b * x)
        v = w * p * (1 - p) + 1e-9
        g = np.array([(w * (y - p)).sum() - RIDGE * a, (w * (y - p) * x).sum() - RIDGE * (b - 1)])
        h = np.array([[v.sum() + RIDGE, (v * x).sum()], [(v * x).sum(), (v * x * x).sum() + RIDGE]])
        step = np.clip(np.linalg.solve(h, g), -2, 2)
        a, b = a + step[0], b + step[1]
    return float(a), float(b)


def _logit(p: Floats) -> Floats:
    inside = np.clip(p, 0.001, 0.999)
    return np.asarray(np.log(inside / (1 - inside)))


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))))
