"""From a returned confidence to a probability, fitted on labels and judged out of fold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

import numpy as np

from routing.confidence_map import ConfidenceMap, logarithms
from routing.errors import EvaluationError
from routing.evaluation.dial.certify import Counts, Flags, Floats

Method = Literal["beta", "temperature", "isotonic"]
EDGE: Final = 1e-6
COLDEST, HOTTEST = 0.02, 50.0
FOLDS: Final = 5
# With fewer labels of a router a fit is as likely to harm as to help.
MIN_LABELS: Final = 100
# So few confidences are levels: words, or steps of 5 %.
MAX_LEVELS: Final = 25
# Three numbers are as sure of so many labels as of all.
MAX_FITTED: Final = 20_000


class Calibration(Protocol):
    """A fitted map from raw to calibrated confidence."""

    def apply(self, confidence: Floats) -> Floats:
        """Calibrated confidences, from 0 to 1, in the order of the raw ones."""
        ...


@dataclass(frozen=True, slots=True)
class Temperature:
    """Log-odds divided by one number: above 1 the router was too sure of itself."""

    temperature: float

    def apply(self, confidence: Floats) -> Floats:
        """Calibrated confidences, in the same order as before: the ranking never changes.

        >>> Temperature(2.0).apply(np.array([0.5, 0.9])).round(3).tolist()
        [0.5, 0.75]
        """
        return np.asarray(1 / (1 + np.exp(-_log_odds(confidence) / self.temperature)))


@dataclass(frozen=True, slots=True, eq=False)
class Isotonic:
    """A rising line through points, flat outside them."""

    raw: Floats
    calibrated: Floats

    def apply(self, confidence: Floats) -> Floats:
        """Calibrated confidences; raw ones between two points lie on the line between them."""
        return np.asarray(np.interp(confidence, self.raw, self.calibrated))


def fit_temperature(confidence: Floats, correct: Flags) -> Temperature:
    """The temperature under which right and wrong are likeliest."""
    from scipy.optimize import minimize_scalar  # noqa: PLC0415 - slow to import

    odds, sign = _log_odds(confidence), np.where(correct, 1.0, -1.0)

    def unlikeliness(log_temperature: float) -> float:
        return float(np.logaddexp(0, -sign * odds / np.exp(log_temperature)).mean())

    bounds = np.log(COLDEST), np.log(HOTTEST)
    found = minimize_scalar(unlikeliness, bounds=bounds, method="bounded", options={"xatol": 1e-9})
    return Temperature(float(np.exp(found.x)))


def fit_isotonic(confidence: Floats, correct: Flags) -> Isotonic:
    """The rising step line nearest to right and wrong, by least squares."""
    from scipy.optimize import isotonic_regression  # noqa: PLC0415 - slow to import

    raw, place, n = np.unique(confidence, return_inverse=True, return_counts=True)
    share = np.bincount(place, weights=correct) / n
    fitted = isotonic_regression(share, weights=n).x
    return Isotonic(raw, np.clip(fitted, 0.0, 1.0))


def fit_beta(confidence: Floats, correct: Flags) -> ConfidenceMap:
    """The beta calibration under which right and wrong are likeliest.

    Both slopes are drawn towards 1 with the weight of about one ticket, so that a handful of
    labels moves them little. A router that knows but a few confidences gets a share for each.
    """
    if np.unique(confidence).size <= MAX_LEVELS:
        return _fit_levels(confidence, correct)
    step = max(1, confidence.size // MAX_FITTED)
    confidence, correct = confidence[::step], correct[::step]
    from scipy.optimize import minimize  # noqa: PLC0415 - slow to import

    terms = np.column_stack([*logarithms(confidence), np.ones(confidence.size)])
    start, drawn = np.array([1.0, 1.0, 0.0]), np.array([1.0, 1.0, 0.0])

    def unlikeliness(weights: Floats) -> tuple[float, Floats]:
        odds, off = terms @ weights, (weights - start) * drawn
        loss = np.logaddexp(0, np.where(correct, -odds, odds)).sum() + off @ off / 2
        return float(loss), terms.T @ (1 / (1 + np.exp(-odds)) - correct) + off

    bounds = [(0.0, None), (0.0, None), (None, None)]
    found = minimize(unlikeliness, start, jac=True, bounds=bounds, method="L-BFGS-B")
    a, b, bias = map(float, found.x)
    return ConfidenceMap(a, b, bias)


def _fit_levels(confidence: Floats, correct: Flags) -> ConfidenceMap:
    """The share of right answers at each confidence, rising; one ticket of the mean in each."""
    from scipy.optimize import isotonic_regression  # noqa: PLC0415 - slow to import

    raw, place, n = np.unique(confidence, return_inverse=True, return_counts=True)
    share = (np.bincount(place, weights=correct) + correct.mean()) / (n + 1)
    fitted = isotonic_regression(share, weights=n).x
    return ConfidenceMap(1.0, 1.0, 0.0, tuple(zip(raw.tolist(), fitted.tolist(), strict=True)))


FITS: Final[dict[Method, Callable[[Floats, Flags], Calibration]]] = {
    "beta": fit_beta,
    "temperature": fit_temperature,
    "isotonic": fit_isotonic,
}


def fit(confidence: Floats, correct: Flags, method: Method = "temperature") -> Calibration:
    """Fit on labelled tickets. Raises EvaluationError if there is none."""
    if not confidence.size:
        raise EvaluationError("There is no labelled ticket to calibrate on.")
    return FITS[method](confidence, correct)


def calibrate_out_of_fold(
    confidence: Floats, correct: Flags, folds: Counts, method: Method = "temperature"
) -> Floats:
    """Calibrated confidences, each from a fit that has not seen the ticket.

    folds: the fold of each ticket; near-duplicates belong in one.
    Raises EvaluationError if there are not at least two folds.
    """
    if np.unique(folds).size < 2:  # noqa: PLR2004 - one fold leaves nothing to fit on
        raise EvaluationError("Calibration needs labelled tickets in at least two folds.")
    calibrated = np.empty(confidence.shape)
    for fold in np.unique(folds):
        held_out = folds == fold
        fitted = fit(confidence[~held_out], correct[~held_out], method)
        calibrated[held_out] = fitted.apply(confidence[held_out])
    return calibrated


def calibrations(
    confidence: Floats,
    correct: Flags,
    routers: Sequence[str],
    groups: Sequence[int] | Counts | None,
) -> dict[str, ConfidenceMap]:
    """The fitted map of each router whose confidences it brings nearer to right and wrong.

    routers: who answered each ticket. Left out: routers with fewer than a hundred labels, and
    those whose own confidences are at least as likely, out of fold, as the calibrated ones.
    """
    found = {}
    names, folds = np.asarray(routers, dtype=object), label_folds(len(routers), groups)
    for name in dict.fromkeys(routers):
        mine = names == name
        if mine.sum() < MIN_LABELS or np.unique(folds[mine]).size < FOLDS:
            continue
        own, right = confidence[mine], correct[mine]
        if _loss(calibrate_out_of_fold(own, right, folds[mine], "beta"), right) < _loss(own, right):
            found[name] = fit_beta(own, right)
    return found


def apply(maps: Mapping[str, ConfidenceMap], confidence: Floats, routers: Sequence[str]) -> Floats:
    """Confidences by the map of the router that returned each, where it has one."""
    if not maps:
        return confidence
    names, calibrated = np.asarray(routers, dtype=object), np.array(confidence, dtype=np.float64)
    for name, fitted in maps.items():
        mine = names == name
        calibrated[mine] = fitted.apply(confidence[mine])
    return calibrated


def label_folds(n: int, groups: Sequence[int] | Counts | None) -> Counts:
    """A fold for each of n tickets by lot, the same for all of a near-duplicate group."""
    place = np.arange(n) if groups is None else np.unique(groups, return_inverse=True)[1]
    order = np.random.default_rng(0).permutation(int(place.max(initial=-1)) + 1) % FOLDS
    return np.asarray(order[place], dtype=np.int64)


def _loss(confidence: Floats, correct: Flags) -> float:
    """Mean surprise at right and wrong (log loss), exact zeros and ones forgiven as a map does."""
    low, high = logarithms(confidence)
    return float(-np.where(correct, low, -high).mean())


def _log_odds(confidence: Floats) -> Floats:
    inside = np.clip(confidence, EDGE, 1 - EDGE)
    return np.asarray(np.log(inside / (1 - inside)))
