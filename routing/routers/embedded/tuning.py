"""The few numbers chosen on held-out tickets: when words suffice, how sure is sure, what is far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST: Final = 50
LOSS_ALLOWED: Final = 0.001
RIGHT_GIVEN_UP: Final = 0.001
TEMPERATURES: Final = np.geomspace(0.2, 5.0, 41)
TINY: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Tuning:
    """What held-out tickets taught.

    margin: lead of the best category over the next, by words alone, from which on a ticket is
        answered without its embedding; above 1 means never.
    cheap_temperature, full_temperature: below 1 the scores were too timid, above 1 too bold.
    floor: confidence below which a ticket is far from everything, so Unknown.
    calibrated: whether enough held-out tickets were there to call confidence a probability.
    """

    margin: float = 2.0
    cheap_temperature: float = 1.0
    full_temperature: float = 1.0
    floor: float = 0.0
    calibrated: bool = False


def choose(
    cheap: NDArray[np.float32], full: NDArray[np.float32], labels: NDArray[np.intp]
) -> Tuning:
    """Choose all numbers on tickets the probabilities never learned from.

    cheap, full: probabilities without and with embeddings, one row per ticket.
    """
    if len(labels) < FEWEST:
        return Tuning()
    temperature = best_temperature(full, labels)
    return Tuning(
        margin=safe_margin(cheap, full, labels),
        cheap_temperature=best_temperature(cheap, labels),
        full_temperature=temperature,
        floor=safe_floor(tempered(full, temperature), labels),
        calibrated=True,
    )


def margins(probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
    """Lead of each row's best column over its next best.

    >>> margins(np.array([[0.5, 0.25, 0.25]], dtype=np.float32)).tolist()
    [0.25]
    """
    if probabilities.shape[1] < 2:  # noqa: PLR2004 (a lone category leads by all it has)
        return probabilities[:, -1]
    best = np.partition(probabilities, -2, axis=1)
    lead: NDArray[np.float32] = best[:, -1] - best[:, -2]
    return lead


def safe_margin(
    cheap: NDArray[np.float32], full: NDArray[np.float32], labels: NDArray[np.intp]
) -> float:
    """The smallest margin at which leaving early loses at most 0.1 points of accuracy."""
    lead = margins(cheap)
    order = np.argsort(-lead, kind="stable")
    lost = (full.argmax(axis=1) == labels).astype(int) - (cheap.argmax(axis=1) == labels)
    fine = np.cumsum(lost[order]) <= LOSS_ALLOWED * len(labels)
    # Everything above the margin must have been fine too: one lucky dip is no proof.
    leaving = int(np.argmin(fine)) if not fine.all() else len(fine)
    return float(lead[order[leaving - 1]]) if leaving else 2.0


def tempered(probabilities: NDArray[np.float32], temperature: float) -> NDArray[np.float32]:
    """The same order of categories, sharpened (below 1) or flattened (above 1)."""
    powers = np.power(np.maximum(probabilities, TINY), np.float32(1.0 / temperature))
    shares: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return shares


def best_temperature(probabilities: NDArray[np.float32], labels: NDArray[np.intp]) -> float:
    """The temperature under which the held-out answers are likeliest."""
    logs = np.log(np.maximum(probabilities, TINY))
    rows = np.arange(len(labels))

    def surprise(temperature: float) -> float:
        scaled = logs / temperature
        top = scaled.max(axis=1)
        total = top + np.log(np.exp(scaled - top[:, None]).sum(axis=1))
        return float((total - scaled[rows, labels]).mean())

    return float(min(TEMPERATURES, key=surprise))


def safe_floor(probabilities: NDArray[np.float32], labels: NDArray[np.intp]) -> float:
    """The confidence below which fewer than 0.1 % of the held-out tickets were right."""
    best = probabilities.max(axis=1)
    right = np.sort(best[probabilities.argmax(axis=1) == labels])
    given_up = int(RIGHT_GIVEN_UP * len(labels))
    return float(right[given_up]) if given_up < len(right) else 0.0
