"""One cause, one alarm: what an alarm accounts for is listed under it and raises none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.evaluation.dial.certify import Counts, Flags
from routing.evaluation.drift.alarm import Kind
from routing.evaluation.drift.bounds import upper_bound
from routing.evaluation.drift.evidence import evidence
from routing.evaluation.drift.memory import Past
from routing.evaluation.drift.review_facts import ReviewFact
from routing.evaluation.drift.reviewed import Reviewed
from routing.evaluation.drift.ticket_facts import Fact
from routing.evaluation.drift.traits import Traits

RECENT: Final = 2_000  # tickets between the beginnings of a cause and of its effects, at most
HALF: Final = 0.5

ROUTER: Final = frozenset({Kind.CONFIDENCE, Kind.MODEL, Kind.CANARY})
BY_DECISION: Final = frozenset({
    Kind.CATEGORY_SHARE, Kind.CONFIDENCE, Kind.ACCURACY, Kind.ACCURACY_CATEGORY, Kind.PROMISE,
})  # fmt: skip
WHOLE: Final = frozenset({Kind.LENGTH, Kind.CONFIDENCE})  # one alarm of these at a time
BY_EXPLANATORY_POWER: Final = (
    Kind.LANGUAGE, Kind.LENGTH, Kind.NEW_TOPIC, Kind.CATEGORY_SPLIT, Kind.LABEL_SWAP,
    Kind.CATEGORY_SHARE, Kind.CONFIDENCE, Kind.ACCURACY_CATEGORY, Kind.ACCURACY, Kind.PROMISE,
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Cause:
    """What an alarm is about, as far as it accounts for tickets and reviews.

    began: place in the stream where it began. facts: those of tickets it accounts for.
    codes: categories whose reviews it accounts for. rows: single tickets it accounts for.
    """

    kind: Kind
    began: int
    facts: tuple[Fact, ...] = ()
    codes: tuple[int, ...] = ()
    rows: Counts | None = None

    def tickets(self, traits: Traits, row: Counts | None = None) -> Flags:
        """Which tickets it accounts for."""
        found = np.zeros(len(traits), dtype=bool)
        for fact in self.facts:
            found |= fact.true(traits)
        if self.rows is not None and row is not None:
            found |= np.isin(row, self.rows)
        return found

    def reviews(self, seen: Reviewed) -> Flags:
        """Which reviews it accounts for."""
        if self.kind in (Kind.ACCURACY, Kind.PROMISE):
            return np.ones(len(seen), dtype=bool)
        found = self.tickets(seen.traits)
        if self.codes:
            found |= np.isin(seen.traits.category, self.codes) | np.isin(seen.actual, self.codes)
        if self.kind in (Kind.CATEGORY_SPLIT, Kind.NEW_TOPIC):
            found |= seen.is_new
        return found

    def explains(self, fact: Fact, began: int, past: Past, reference: Traits, limit: float) -> bool:
        """Whether a fact would not have raised an alarm without it."""
        if self.kind == fact.kind and self.kind in WHOLE:
            return True
        if self.kind in ROUTER:
            return fact.kind in BY_DECISION and abs(began - self.began) <= RECENT
        mine, before = self.tickets(past.traits, past.row), self.tickets(reference)
        if not mine.any():
            return False
        rest, old = past.traits.only(~mine), reference.only(~before)
        if not len(rest) or not len(old):
            return True
        hits, n = np.array([float(fact.true(old).sum())]), np.array([float(len(old))])
        return evidence(fact.true(rest), float(upper_bound(hits, n)[0])) < limit

    def explains_topic(self, topic: Past, *, unsure: bool) -> bool:
        """Whether the tickets of a new topic are tickets of this cause.

        unsure: whether it was found among those alone that the router was unsure of.
        """
        if self.kind in ROUTER:
            return unsure
        if self.kind in (Kind.LENGTH, Kind.CATEGORY_SHARE):
            # Where categories have moved, some are denser than in the reference.
            return bool((np.abs(topic.row - self.began) <= RECENT).mean() > HALF)
        return bool(self.tickets(topic.traits, topic.row).mean() > HALF)

    def explains_review(self, fact: ReviewFact, seen: Reviewed, bound: float) -> bool:
        """Whether a fact about reviews would not have raised an alarm without it."""
        if self.kind in ROUTER:
            return fact.kind in BY_DECISION
        rest = fact.applies(seen) & ~self.reviews(seen)
        if not rest.any():
            return True
        return evidence(fact.true(seen)[rest], bound) < 1 / fact.error


def is_more_telling(kind: Kind, other: Kind) -> bool:
    """Whether of two kinds that tell the same the first one says more about the cause."""
    return BY_EXPLANATORY_POWER.index(kind) < BY_EXPLANATORY_POWER.index(other)
