"""Streams of tickets with a known change, built from the labelled sets beside the project.

A pool of texts is answered once by a router that learned from four fifths of it at a time, and by
another kind of router that can silently take its place. A stream draws from the pool: 2,000 tickets
of reference, a fifth of them reviewed, then more of the same kind, then the change.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.drift_changes import CHANGES, DAY, REFERENCE, Draft
from benchmarks.drift_pools import Pool, pool
from routing.evaluation.drift.tickets import Reviews, Tickets, names

REVIEWED, STABLE = 0.2, 1_000
PER_DAY, START = 250, 19_800
POOLS = 4
WEEK = np.array([1.3, 1.2, 1.1, 1.1, 1.0, 0.3, 0.2])
RARE, GROWN = 0.02, 0.08


@dataclass(frozen=True, eq=False)
class Stream:
    """A stream with its truth.

    change: key of the first ticket after the change. moved: the categories it is about.
    members: keys of the tickets of a new topic or language. actual: of every ticket.
    """

    categories: tuple[str, ...]
    reference: Tickets
    reference_reviews: Reviews
    tickets: Tickets
    reviews: Reviews
    change: int
    moved: tuple[str, ...]
    members: frozenset[int]
    actual: np.ndarray

    def reviews_of_moved(self, until: int) -> int:
        """Reviews between the change and a ticket that are of the moved categories."""
        at = self.reviews.ticket
        rows = at[(at >= self.change) & (at <= until)] - 1
        decided = np.concatenate([self.reference.category, self.tickets.category])[rows]
        return int((np.isin(decided, self.moved) | np.isin(self.actual[rows], self.moved)).sum())


def stream(
    data: str,
    seed: int,
    change: str,
    tickets: int,
    *,
    rhythm: bool = False,
    reviewed: float = REVIEWED,
) -> Stream:
    """The stream of a set and a seed, with one change after 1,000 stable tickets."""
    source, rng = pool(data, seed % POOLS), np.random.default_rng(seed)
    total, at = REFERENCE + tickets, REFERENCE + STABLE
    shares, grown = _shares(data, source, rng)
    per_ticket = _over_time(shares, grown, change, total, at)
    time = _times(rng, total, rhythm=rhythm)
    if rhythm:  # weekends have another mix, too
        weekend = (time // DAY + 3) % 7 >= 5  # noqa: PLR2004
        per_ticket[weekend] *= np.exp(rng.normal(0, 0.5, len(shares)))
        per_ticket /= per_ticket.sum(axis=1, keepdims=True)
    drawn = (rng.random(total)[:, None] > per_ticket.cumsum(axis=1)).sum(axis=1)
    drawn = np.minimum(drawn, len(shares) - 1)
    rows = np.zeros(total, dtype=np.int64)
    for code, name in enumerate(source.categories):
        where = drawn == code
        rows[where] = rng.choice(np.flatnonzero(source.known.label == name), int(where.sum()))
    known = source.known
    draft = Draft(
        source, rng, rows, time, np.arange(total) >= at,
        known.text[rows], known.vector[rows], names(known.category[rows].tolist()),
        known.confidence[rows], known.label[rows].copy(), names(["model-1"] * total),
        shares, (source.categories[grown],), np.zeros(total, dtype=bool),
    )  # fmt: skip
    CHANGES[change](draft, seed)
    return _finished(draft, at, reviewed)


def _finished(draft: Draft, at: int, reviewed: float) -> Stream:
    total = len(draft.text)
    tickets = Tickets(
        np.arange(1, total + 1), draft.time, draft.text, draft.category, draft.confidence,
        draft.model, draft.vector.astype(np.float32),
    )  # fmt: skip
    looked = np.flatnonzero(draft.rng.random(total) < reviewed)

    def reviews(rows: np.ndarray, before: int) -> Reviews:
        auto = draft.confidence[rows] >= 0.5  # noqa: PLR2004
        return Reviews(rows + 1, rows + 1 - before, draft.actual[rows], auto)

    return Stream(
        draft.pool.categories,
        tickets.only(slice(0, REFERENCE)),
        reviews(looked[looked < REFERENCE], 0),
        tickets.only(slice(REFERENCE, None)),
        reviews(looked[looked >= REFERENCE], REFERENCE),
        at + 1,
        draft.moved,
        frozenset((np.flatnonzero(draft.members) + 1).tolist()),
        draft.actual,
    )


def _shares(data: str, source: Pool, rng: np.random.Generator) -> tuple[np.ndarray, int]:
    """Shares of the categories, one of which is rare, and its place."""
    k = len(source.categories)
    if data == "clinc150":
        shares = rng.dirichlet(np.full(k, 8.0))
    else:
        shares = np.array([(source.known.label == name).mean() for name in source.categories])
    grown = int(rng.integers(k))
    shares[grown] = 0
    shares *= (1 - RARE) / shares.sum()
    shares[grown] = RARE
    return shares, grown


def _over_time(shares: np.ndarray, grown: int, change: str, total: int, at: int) -> np.ndarray:
    """The shares ticket by ticket."""
    over = np.tile(shares, (total, 1))
    if change in ("sudden", "gradual"):
        weeks = 28 * PER_DAY if change == "gradual" else 1
        passed = np.clip((np.arange(total) - at + 1) / weeks, 0, 1)
        share = RARE + (GROWN - RARE) * passed
        over *= ((1 - share) / (1 - RARE))[:, None]
        over[:, grown] = share
    return over


def _times(rng: np.random.Generator, total: int, *, rhythm: bool) -> np.ndarray:
    if not rhythm:
        return np.asarray(START * DAY + np.cumsum(rng.exponential(DAY / PER_DAY, total)))
    found: list[float] = []
    day = START - START % 7
    while len(found) < total:
        count = rng.poisson(WEEK[(day + 3) % 7] * PER_DAY)
        found += (day * DAY + np.sort(rng.random(count)) * DAY).tolist()
        day += 1
    return np.array(found[:total])
