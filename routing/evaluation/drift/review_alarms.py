"""Raises the alarms of reviews: mistakes, swapped and new labels, a promise that is broken."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.evaluation.dial.certify import Counts, Flags
from routing.evaluation.drift.alarm import Kind, Size
from routing.evaluation.drift.alarms import NEARLY, TYPICAL, Alarms
from routing.evaluation.drift.causes import Cause, is_more_telling
from routing.evaluation.drift.change_point import (
    Beginning,
    Seen,
    accuracy_since,
    began,
    share_since,
)
from routing.evaluation.drift.review_facts import About, ReviewFact
from routing.evaluation.drift.reviewed import Reviewed

if TYPE_CHECKING:
    from routing.evaluation.drift.watch import Watch

PROMISED: Final = 10_000.0  # tickets for which the promise counts as known
PRIOR: Final = 20.0  # reviews that the mistakes of all categories count for
FAR: Final = 0.3  # mean rank of tickets of a new topic, by nearness and confidence
HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class ReviewAlarms:
    """Raises alarms of what a watch has counted of reviews, and adds them to its log."""

    watch: Watch
    log: Alarms

    def review_fact(self, index: int, done: int) -> None:
        """The evidence for a fact about reviews is enough."""
        facts = self.watch.review_facts
        facts.detectors.rest(index)
        seen = self.watch.reviewed.only(slice(0, done))
        if facts.facts[index].about == About.PAIR and not _is_swap(facts.facts[index], seen):
            index = _more_often_wrong(facts.facts[index], seen)
            if not facts.detectors.is_watched(index):
                return
            facts.detectors.rest(index)
        fact, bound = facts.facts[index], float(facts.detectors.bounds[index])
        for at, cause in enumerate(self.log.causes):
            if cause.explains_review(fact, seen, bound):
                self.log.list_effect(at, fact.kind, self._names(fact.codes))
                return
        chosen = self._more_telling_review(fact, seen, bound) or fact
        self._raise_review(chosen, seen)
        if chosen is not fact:
            facts.detectors.rest(facts.facts.index(chosen))
            self.log.list_effect(-1, fact.kind, self._names(fact.codes))

    def promise(self, done: int) -> None:
        """Auto-routed tickets are wrong more often than was promised."""
        if any(alarm.kind == Kind.PROMISE for alarm in self.log.raised):
            return
        watch = self.watch.promise
        if watch is None:
            return
        seen = self.watch.reviewed.only(slice(0, done))
        rows = np.flatnonzero(seen.auto)
        wrong = seen.wrong[rows]
        allowed = Seen(PROMISED * (1 - watch.promised), PROMISED)
        found = _began(seen, rows, wrong, allowed)
        size = accuracy_since(wrong, found.first, allowed.share)
        cause = Cause(Kind.PROMISE, found.place)
        members = seen.traits.key[rows[found.first :][wrong[found.first :]]]
        self._add(cause, (), size, tuple(members[-TYPICAL:].tolist()))

    def _more_telling_review(
        self, fact: ReviewFact, seen: Reviewed, bound: float
    ) -> ReviewFact | None:
        facts = self.watch.review_facts
        for index in facts.detectors.near(NEARLY):
            other = facts.facts[index]
            if other.about == About.PAIR and not _is_swap(other, seen):
                continue
            if is_more_telling(other.kind, fact.kind) and Cause(
                other.kind, 0, codes=other.codes
            ).explains_review(fact, seen, bound):
                return other
        return None

    def _raise_review(self, fact: ReviewFact, seen: Reviewed) -> None:
        base = self.watch.reference.reviewed
        rows = np.flatnonzero(fact.applies(seen))
        true = fact.true(seen)[rows]
        old = fact.true(base)[fact.applies(base)]
        whole = float(base.wrong.mean()) if len(base) else 0.0
        before = Seen(float(old.sum()) + PRIOR * whole, old.size + PRIOR)
        found = _began(seen, rows, true, before)
        start = found.first
        sized = accuracy_since if fact.kind in (
            Kind.ACCURACY, Kind.ACCURACY_CATEGORY) else share_since  # fmt: skip
        size = sized(true, start, before.share)
        kind, subject = fact.kind, self._names(fact.codes)
        if kind == Kind.CATEGORY_SPLIT:
            fresh = Counter(seen.actual[rows[true]].tolist())
            subject = (*subject, *self._names(tuple(code for code, _ in fresh.most_common(3))))
            if self._is_strange(seen.only(rows[true])):
                kind = Kind.NEW_TOPIC
        cause = Cause(kind, found.place, codes=fact.codes)
        members = seen.traits.key[rows[start:][true[start:]]]
        self._add(cause, subject, size, tuple(members[-TYPICAL:].tolist()))

    def _is_strange(self, seen: Reviewed) -> bool:
        """Whether tickets are far from the reference, and the router was unsure of them.

        Their mean rank in the reference is near a half for tickets of a known kind.
        """
        if (seen.actual == seen.unknown).mean() > HALF:
            return True
        base = self.watch.reference.traits
        ranks = [
            np.searchsorted(np.sort(then), now).mean() / max(len(base), 1)
            for then, now in (
                (base.rival, seen.traits.rival), (base.confidence, seen.traits.confidence)
            )
        ]  # fmt: skip
        return float(np.mean(ranks)) < FAR

    def _names(self, codes: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(self.watch.reviewed.labels[code] for code in codes)

    def _add(self, cause: Cause, subject: tuple[str, ...], size: Size,
             keys: tuple[int, ...]) -> None:  # fmt: skip
        memory, row = self.watch.memory, self.watch.seen - 1
        self.log.add(memory, row, cause, subject=subject, size=size, tickets=keys)


def _began(seen: Reviewed, rows: Counts, true: Flags, before: Seen) -> Beginning:
    """When something began to be true of these reviews more often."""
    return began(true, np.maximum(seen.after[rows] - 1, 0), before)


def _is_swap(fact: ReviewFact, seen: Reviewed) -> bool:
    """Whether most tickets decided as either category are filed under the other one."""
    rows = np.flatnonzero(fact.applies(seen))
    since = _began(seen, rows, fact.true(seen)[rows], Seen(0.0, PRIOR))
    late = seen.only(rows[since.first :])
    ways = [late.traits.category == code for code in fact.codes]
    return all(fact.true(late)[way].mean() >= HALF for way in ways if way.any())


def _more_often_wrong(fact: ReviewFact, seen: Reviewed) -> int:
    """Which of two categories the mistakes between them are decided as: its fact's place."""
    wrong = seen.traits.category[fact.applies(seen) & fact.true(seen)]
    return max(fact.codes, key=lambda code: int((wrong == code).sum()))
