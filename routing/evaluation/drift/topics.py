"""New topics: recent tickets nearer to one another than to anything in the reference.

Were the recent tickets of the same kind as those of the reference, then the neighbours of a
ticket, from the nearest on, would be recent or of the reference as if by lot: of N recent and R
reference tickets, n recent ones come before the r-th of the reference only if at least n of the
first n + r − 1 neighbours are recent, which has a binomial probability. So a group of recent
tickets with hardly any of the reference between them is soon no accident. Looked at are all
tickets, and once more those alone that the router was unsure of, among which a new topic stands
out. Equal texts count once: a form letter is no topic.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from routing.evaluation.dial.certify import Counts, Flags, Floats
from routing.evaluation.drift.neighbours import RIVALS, Near, Neighbours
from routing.evaluation.drift.tickets import Vectors

WINDOWS: Final = (120, 200, 320, 500, 700, 1000)
MAX_WINDOW: Final = max(WINDOWS)
MIN_NEAR: Final = 4
MIN_SEEDS: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Topic:
    """A group of recent tickets that the reference does not know.

    rows: places of its tickets in the stream, the most typical first. seeds: their vectors.
    unsure: whether it was found among those alone that the router was unsure of.
    """

    rows: Counts
    seeds: Vectors
    unsure: bool = False

    def holds(self, vectors: Vectors, rival: Floats) -> Flags:
        """Which tickets are nearer to two of its tickets than to any of the reference."""
        if len(self.seeds) < MIN_SEEDS or not len(vectors):
            return np.zeros(len(vectors), dtype=bool)
        second = np.partition(vectors @ self.seeds.T, -MIN_SEEDS, axis=1)[:, -MIN_SEEDS]
        return np.asarray(second > rival)


@dataclass(frozen=True, slots=True, eq=False)
class Recent:
    """Distinct tickets: their places in the stream, texts, vectors and rivals.

    rivals: cosines of the nearest tickets of the reference, nearest first.
    """

    row: Counts
    text: Counts
    vector: Vectors
    rivals: Floats

    def then(self, later: Recent) -> Recent:
        """These and later ones."""
        return Recent(
            np.concatenate([self.row, later.row]),
            np.concatenate([self.text, later.text]),
            np.concatenate([self.vector, later.vector]),
            np.concatenate([self.rivals, later.rivals]),
        )

    def only(self, rows: slice | Flags) -> Recent:
        """Some of them."""
        return Recent(self.row[rows], self.text[rows], self.vector[rows], self.rivals[rows])

    @classmethod
    def none(cls, width: int) -> Recent:
        """No tickets, with vectors of that width."""
        return cls(
            np.zeros(0, np.int64),
            np.zeros(0, np.int64),
            np.zeros((0, width), np.float32),
            np.zeros((0, RIVALS)),
        )


class TopicWatch:
    """Looks for new topics among tickets of one kind, ticket by ticket.

    size: tickets of that kind in the reference. share: of all tickets, how many are of that kind.
    error: how often, per ticket, it may be wrong. recent, topics: what it remembers and has found.
    """

    def __init__(self, size: int, share: float, width: int, error: float) -> None:
        self._size, self._share = size, share
        self._error = error / (len(WINDOWS) * RIVALS)
        self.recent = Recent.none(width)
        self.topics: list[Topic] = []

    def look(self, late: Recent) -> list[tuple[int, Topic]]:
        """New topics among further tickets, each with the place of the ticket that tells."""
        fresh = self._distinct(late.text)
        for topic in self.topics:
            fresh &= ~topic.holds(late.vector, late.rivals[:, 0])
        known = self.recent.row.size
        late = late.only(fresh)
        every = self.recent.then(late)
        free = np.ones(every.row.size, dtype=bool)
        near = np.asarray(late.vector @ every.vector.T, dtype=np.float64)
        found: list[tuple[int, Topic]] = []
        for at in np.flatnonzero(_crowded(near, late.rivals, known)).tolist():
            place = known + at
            new = self._topic(every, place, near[at], free) if free[place] else None
            if new is not None:
                found.append((int(every.row[place]), new))
                free &= ~np.isin(every.row, new.rows)
                free &= ~new.holds(every.vector, every.rivals[:, 0])
        self.topics += [topic for _, topic in found]
        if late.row.size:
            free &= every.row > late.row[-1] - MAX_WINDOW
        self.recent = every.only(free)
        return found

    def forget(self, topic: Topic) -> None:
        """Drop the tickets of a topic that another watch has found."""
        self.topics.append(topic)
        self.recent = self.recent.only(~topic.holds(self.recent.vector, self.recent.rivals[:, 0]))

    def _topic(self, every: Recent, place: int, near: Floats, free: Flags) -> Topic | None:
        """The topic that a ticket makes with those before it; None where it makes none."""
        from scipy.special import betainc  # noqa: PLC0415 - slow to import

        row, rivals = every.row[place], every.rivals[place]
        before = np.flatnonzero(free[:place] & (every.row[:place] > row - MAX_WINDOW))
        age = row - every.row[before]
        best, seeds = self._error, None
        for window in WINDOWS:
            seen = max(1.0, min(window, float(row + 1)) * self._share)
            for r, rival in enumerate(rivals.tolist(), 1):
                group = (near[before] > rival) & (age <= window)
                if (n := int(group.sum())) < MIN_NEAR:
                    continue
                chance = float(betainc(n, r, seen / (seen + self._size)))
                if chance < best:
                    best, seeds = chance, before[group]
        if seeds is None:
            return None
        return _grown(every, np.append(before, place), np.append(seeds, place))

    def _distinct(self, text: Counts) -> Flags:
        """Which texts are not among the recent ones, nor earlier among these."""
        first = np.zeros(text.size, dtype=bool)
        first[np.unique(text, return_index=True)[1]] = True
        return first & ~np.isin(text, self.recent.text)


class TopicWatches:
    """Looks among all tickets, and among those that the router was unsure of."""

    def __init__(self, neighbours: Neighbours, error: float) -> None:
        self._level = neighbours.level
        width, size, unsure = neighbours.vectors.shape[1], neighbours.size, neighbours.unsure_size
        self.every = TopicWatch(size, 1.0, width, error / 2)
        self.unsure = TopicWatch(unsure, unsure / max(size, 1), width, error / 2)

    def look(
        self, row: Counts, text: Counts, vectors: Vectors, confidence: Floats, near: Near
    ) -> dict[int, Topic]:
        """New topics among further tickets, by the place of the ticket that tells."""
        found = dict(self.every.look(Recent(row, text, vectors, near.rivals)))
        for topic in found.values():
            self.unsure.forget(topic)
        low = confidence < self._level
        more = self.unsure.look(Recent(row[low], text[low], vectors[low], near.unsure[low]))
        for at, topic in more:
            self.every.forget(topic)
            found.setdefault(at, replace(topic, unsure=True))
        return found


def _crowded(near: Floats, rivals: Floats, known: int) -> Flags:
    """Which tickets have enough recent neighbours to be worth a closer look."""
    if not len(near):
        return np.zeros(0, dtype=bool)
    earlier = np.arange(near.shape[1])[None, :] < known + np.arange(len(near))[:, None]
    return np.asarray(((near > rivals[:, -1:]) & earlier).sum(axis=1) >= MIN_NEAR)


def _grown(every: Recent, rows: Counts, seeds: Counts) -> Topic:
    """The topic around some tickets: all recent ones that belong to it, most typical first."""
    start = Topic(every.row[seeds], every.vector[seeds])
    held = start.holds(every.vector[rows], every.rivals[rows, 0])
    members = rows[held] if held.sum() >= MIN_SEEDS else seeds
    centre = every.vector[members].mean(axis=0)
    typical = every.vector[members] @ centre - every.rivals[members, 0]
    members = members[np.argsort(-typical, kind="stable")]
    return Topic(every.row[members], every.vector[members])
