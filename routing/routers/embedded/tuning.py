"""The few numbers chosen on held-out tickets: when words suffice, how sure is sure, what is far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.routers.embedded.prediction import TINY, Prediction, margins

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIN_LABELS: Final = 50
MAX_RIGHT_LOST: Final = 0.002
SHIFT: Final = 0.03
ROOM: Final = 0.5
NEVER: Final = 2.0
TEMPERATURES: Final = np.geomspace(0.2, 5.0, 41)


@dataclass(frozen=True, slots=True)
class Pace:
    """How much may be lost by leaving early, as shares of all tickets.

    max_loss: of accuracy; max_loss_with_error: with a standard error added. max_leaving: more may
    never leave: strangers are told by their embedding. weighs_neighbours: whether words are weighed
    with the labelled tickets nearest by words, so that more may leave.
    """

    max_loss: float
    max_loss_with_error: float
    max_leaving: float
    weighs_neighbours: bool = False


CAREFUL: Final = Pace(max_loss=0.001, max_loss_with_error=0.003, max_leaving=0.65)
FAST: Final = Pace(
    max_loss=0.004, max_loss_with_error=0.006, max_leaving=0.95, weighs_neighbours=True
)


@dataclass(frozen=True, slots=True)
class Tuning:
    """What held-out tickets taught.

    margin: lead of the best category over the next, by words alone, from which on a ticket is
        answered without its embedding; above 1 means never.
    cheap_temperature, full_temperature: below 1 the scores were too timid, above 1 too bold.
    max_out_of_scope: out-of-scope score above which a ticket is far from everything, so Unknown.
    calibrated: whether enough held-out tickets were there to call confidence a probability.
    """

    margin: float = NEVER
    cheap_temperature: float = 1.0
    full_temperature: float = 1.0
    max_out_of_scope: float = 0.7
    calibrated: bool = False


FROM_DESCRIPTIONS: Final = Tuning(max_out_of_scope=0.45)
"""Without labels: embeddings of strangers still have a cosine of about 0.5."""
FROM_DESCRIBED_WORDS: Final = Tuning(max_out_of_scope=0.98)
"""Without labels and model: some word must be shared."""


def choose(
    cheap: Prediction, full: Prediction, labels: NDArray[np.intp], pace: Pace = CAREFUL
) -> Tuning:
    """Choose all numbers on tickets that the predictions never learned from.

    cheap, full: without and with embeddings, of the same tickets.
    labels: index of each ticket's actual category.
    pace: what may be lost to be fast.
    """
    if len(labels) < MIN_LABELS:
        return Tuning()
    margin = safe_margin(cheap.probabilities, full.probabilities, labels, pace)
    early = margins(cheap.probabilities) >= margin
    best = np.where(early, cheap.probabilities.argmax(1), full.probabilities.argmax(1))
    outside = np.where(early, cheap.out_of_scope, full.out_of_scope)
    return Tuning(
        margin=margin,
        cheap_temperature=best_temperature(cheap.probabilities, labels),
        full_temperature=best_temperature(full.probabilities, labels),
        max_out_of_scope=safe_out_of_scope(outside, best == labels),
        calibrated=True,
    )


def safe_margin(
    cheap: NDArray[np.float32],
    full: NDArray[np.float32],
    labels: NDArray[np.intp],
    pace: Pace = CAREFUL,
) -> float:
    """The smallest margin at which leaving early seems to lose no more accuracy than it may.

    With a standard error added, the loss must stay within a wider bound: few held-out tickets
    prove little, so fewer may leave.
    """
    lead = margins(cheap)
    order = np.argsort(-lead, kind="stable")
    gained = (full.argmax(axis=1) == labels).astype(int) - (cheap.argmax(axis=1) == labels)
    lost, differing = np.cumsum(gained[order]), np.cumsum(np.abs(gained[order]))
    within = lost <= pace.max_loss * len(labels)
    within &= lost + np.sqrt(differing) <= pace.max_loss_with_error * len(labels)
    within &= np.arange(1, len(labels) + 1) <= pace.max_leaving * len(labels)
    # Tickets of one lead leave together, so only the last of them can mark the limit.
    steps = np.append(np.flatnonzero(np.diff(lead[order])), len(order) - 1)
    # Everything above the margin must have been fine too: one lucky dip is no proof.
    fine = int(np.logical_and.accumulate(within[steps]).sum())
    return float(lead[order[steps[fine - 1]]]) if fine else NEVER


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


def safe_out_of_scope(outside: NDArray[np.float32], right: NDArray[np.bool_]) -> float:
    """The out-of-scope score that no more than 0.2 % of the tickets exceed though right.

    Some room is left above what was seen, for tickets drift; the more, the fewer were held out.

    >>> right = np.arange(400) % 2 == 0
    >>> round(safe_out_of_scope(np.where(right, 0.25, 0.75).astype(np.float32), right), 3)
    0.305
    """
    scores = np.sort(outside[right])[::-1]
    given_up = int(MAX_RIGHT_LOST * len(outside))
    if given_up >= len(scores):
        return 1.0
    return float(scores[given_up] + SHIFT + ROOM / np.sqrt(len(outside)))
