"""From a raw confidence to a probability, fitted on labelled tickets and judged out of fold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, Protocol

import numpy as np

from routing.errors import EvaluationError
from routing.evaluation.certify import Counts, Flags, Floats

Method = Literal["temperature", "isotonic"]
EDGE: Final = 1e-6
COLDEST, HOTTEST = 0.02, 50.0


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


FITS: Final[dict[Method, Callable[[Floats, Flags], Calibration]]] = {
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


def _log_odds(confidence: Floats) -> Floats:
    inside = np.clip(confidence, EDGE, 1 - EDGE)
    return np.asarray(np.log(inside / (1 - inside)))
