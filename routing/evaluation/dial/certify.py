"""The lowest threshold whose precision can be vouched for, corrected for having chosen it.

The candidate thresholds are laid out from strict to loose by the confidences alone, never by the
labels. At each one an exact binomial test asks whether the precision could be below the asked one.
The allowed error (1 - confidence level) is shared out among a few starting points; a candidate that
passes hands its share on to the next looser one, and a candidate that fails loses it (the fallback
procedure: a fixed sequence with several starts). The chance that any candidate passes wrongly is at
most the allowed error, however many were looked at, and whether or not precision falls evenly.

Copies of a text are right or wrong together, so ten of them prove no more than one. Where texts
repeat a candidate has to pass twice: among all its tickets, and among its different texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf, log, sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

from routing.evaluation.statistics.copies import Groups, first_of_each
from routing.evaluation.statistics.intervals import normal_quantile

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

CANDIDATES: Final = 200
STARTS: Final = 4
ROOM: Final = 1.5  # a start holds this many times the fewest tickets that could pass there
POWER: Final = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Thresholds from strict to loose, with the tickets at or above each.

    n: tickets at or above the threshold. hits: those that are right.
    texts, texts_right: the same, of each text that repeats only the first ticket.
    """

    threshold: Floats
    n: Counts
    hits: Counts
    texts: Counts
    texts_right: Counts

    def from_n(self, least: int) -> Candidates:
        """Those with at least that many tickets, or the loosest if none has."""
        at = min(int(np.searchsorted(self.n, least)), self.n.size - 1)
        return Candidates(
            self.threshold[at:], self.n[at:], self.hits[at:], self.texts[at:], self.texts_right[at:]
        )


@dataclass(frozen=True, slots=True)
class Certificate:
    """A threshold that passed.

    guaranteed: lower bound of the precision at or above it, holding at the asked level.
    """

    threshold: float
    n: int
    hits: int
    guaranteed: float


def candidates(
    confidence: Floats,
    correct: Flags,
    count: int = CANDIDATES,
    groups: Groups | None = None,
) -> Candidates:
    """Thresholds at even steps of coverage; equal confidences are never split.

    groups: the near-duplicate group of each ticket; None where no text repeats.
    """
    order = np.argsort(-confidence, kind="stable")
    ranked = confidence[order]
    steps = np.unique(np.ceil(np.linspace(0, 1, count + 1)[1:] * ranked.size).astype(np.int64))
    threshold = np.unique(ranked[steps - 1])[::-1] if ranked.size else ranked
    n, hits = _counted(threshold, ranked, correct[order])
    if groups is None:
        return Candidates(threshold, n, hits, n, hits)
    is_first = np.zeros(confidence.size, dtype=bool)
    is_first[first_of_each(groups)] = True
    kept = order[is_first[order]]
    return Candidates(threshold, n, hits, *_counted(threshold, confidence[kept], correct[kept]))


def _counted(threshold: Floats, confidence: Floats, correct: Flags) -> tuple[Counts, Counts]:
    """Tickets at or above each threshold, and those of them that are right; the surest first."""
    n = np.searchsorted(-confidence, -threshold, side="right").astype(np.int64)
    return n, np.concatenate([[0], np.cumsum(correct)])[n].astype(np.int64)


def certify(
    confidence: Floats,
    correct: Flags,
    asked: float,
    error: float,
    groups: Groups | None = None,
) -> Certificate | None:
    """The loosest threshold that passes; None where none does.

    error: the allowed chance, from 0 to 1, that the precision is below the asked one after all.
    groups: as for `candidates`.
    """
    return certify_among(candidates(confidence, correct, groups=groups), asked, error)


def certify_among(rows: Candidates, asked: float, error: float) -> Certificate | None:
    """The same among candidates laid out before, for who asks for several precisions."""
    if not rows.n.size:
        return None
    chance = np.maximum(
        _chance(rows.n, rows.hits, asked), _chance(rows.texts, rows.texts_right, asked)
    )
    passed, allowed = _fallback(chance, error * _shares(rows.texts, asked, error))
    if passed is None:
        return None
    n, hits = int(rows.n[passed]), int(rows.hits[passed])
    texts = lower_bound(int(rows.texts_right[passed]), int(rows.texts[passed]), allowed)
    bound = min(lower_bound(hits, n, allowed), texts)
    return Certificate(float(rows.threshold[passed]), n, hits, bound)


def _chance(n: Counts, hits: Counts, asked: float) -> Floats:
    """How often at least so many would be right, were the precision just the asked one."""
    from scipy.special import bdtrc  # noqa: PLC0415 - slow to import

    return np.where(hits > 0, bdtrc(np.maximum(hits - 1, 0), np.maximum(n, 1), asked), 1.0)


def fewest(asked: float, error: float) -> float:
    """Tickets that are enough to vouch for a precision when not one of them is wrong.

    >>> fewest(0.95, 0.05)
    59
    """
    if asked >= 1:
        return inf
    return ceil(log(error) / log(asked)) if asked > 0 else 1


@dataclass(frozen=True, slots=True)
class Outlook:
    """How close the tickets came to a target that none of their thresholds meets.

    n, hits: tickets at or above the most promising threshold, and those that are right.
    wanted: tickets in all that would let it pass with a chance of 4 in 5, if precision stays about
        as measured; infinite where it is not above the asked one.
    """

    n: int
    hits: int
    wanted: float


def outlook(confidence: Floats, correct: Flags, asked: float, error: float) -> Outlook:
    """The most promising threshold: the one that needs the fewest tickets, or comes closest."""
    rows = candidates(confidence, correct)
    rows = rows.from_n(int(fewest(asked, error)))  # of fewer tickets a share says too little
    measured = (rows.hits + 0.5) / (rows.n + 1)
    share = error / STARTS
    z_error, z_power = normal_quantile(1 - share), normal_quantile(POWER)
    spread = z_error * sqrt(asked * (1 - asked)) + z_power * np.sqrt(measured * (1 - measured))
    gap = np.maximum(measured - asked, 1e-12)
    needed = np.maximum((spread / gap) ** 2, fewest(asked, share))
    wanted = np.where(measured > asked, needed * rows.n[-1] / rows.n, inf)
    best = int(wanted.argmin()) if np.isfinite(wanted).any() else int(measured.argmax())
    return Outlook(int(rows.n[best]), int(rows.hits[best]), float(wanted[best]))


def _shares(n: Counts, asked: float, error: float) -> Floats:
    """How the allowed error is shared out: evenly among starts at halves of the coverage."""
    total = int(n[-1])
    starts = [total / 2**k for k in range(1, STARTS + 1)]
    wanted = [s for s in starts if s >= ROOM * fewest(asked, error)] or [
        max(fewest(asked, error), total / 2)
    ]
    places = np.unique(np.minimum(np.searchsorted(n, wanted), n.size - 1))
    shares = np.zeros(n.size)
    shares[places] = 1 / places.size
    return shares


def _fallback(chance: Floats, shares: Floats) -> tuple[int | None, float]:
    """The last candidate that passes, and the error it was allowed."""
    passed, at, carried = None, 0.0, 0.0
    for i, (p, share) in enumerate(zip(chance.tolist(), shares.tolist(), strict=True)):
        carried += share
        if p <= carried and carried > 0:
            passed, at = i, carried
        else:
            carried = 0.0
    return passed, at


def lower_bound(hits: int, n: int, error: float) -> float:
    """The precision that is vouched for at a threshold chosen without looking at the labels.

    Formula: the exact lower bound of a binomial share (Clopper and Pearson, 1934), one-sided.

    >>> round(lower_bound(603, 634, 0.05), 3), lower_bound(0, 10, 0.05)
    (0.935, 0.0)
    """
    from scipy.special import betaincinv  # noqa: PLC0415 - slow to import

    return float(betaincinv(hits, n - hits + 1, error)) if hits else 0.0
