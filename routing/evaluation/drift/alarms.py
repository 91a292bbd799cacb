"""Raises alarms: names the cause, dates it, sizes it, and lists effects under it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.evaluation.dial.certify import Counts, Flags
from routing.evaluation.drift.alarm import Alarm, Effect, Kind, Since, Size
from routing.evaluation.drift.bursts import Burst
from routing.evaluation.drift.causes import Cause, is_more_telling
from routing.evaluation.drift.change_point import (
    Beginning,
    Seen,
    accuracy_since,
    began,
    of_the_others,
    share_since,
)
from routing.evaluation.drift.memory import Past
from routing.evaluation.drift.review_facts import About, ReviewFact
from routing.evaluation.drift.reviewed import Reviewed
from routing.evaluation.drift.ticket_facts import Fact
from routing.evaluation.drift.topics import Topic
from routing.evaluation.drift.volume import Moved

if TYPE_CHECKING:
    from routing.evaluation.drift.watch import Watch

TYPICAL: Final = 10
NEARLY: Final = 0.5  # of the way to an alarm, in logarithms
PROMISED: Final = 10_000.0  # tickets for which the promise counts as known
PRIOR: Final = 20.0  # reviews that the mistakes of all categories count for
FAR: Final = 0.3  # mean rank of tickets of a new topic, by nearness and confidence
HALF: Final = 0.5
NAMED: Final = 0.25  # of foreign texts must be of one language for it to be named


class Alarms:
    """The alarms of a watch, each with its cause.

    raised: in the order they were raised; causes: one for each.
    """

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.raised: list[Alarm] = []
        self.causes: list[Cause] = []

    # Facts of tickets

    def fact(self, row: int, index: int) -> None:
        """The evidence for a fact about tickets is enough."""
        watch, fact = self.watch, self.watch.facts[index]
        limit = float(watch.detectors.limits[index])
        watch.detectors.rest(index)
        past = watch.memory.until(row)
        start = self._began(fact, past)
        for at, cause in enumerate(self.causes):
            if cause.explains(fact, start, past, watch.reference.traits, limit):
                self._list(at, fact.kind, fact.subject)
                return
        chosen = self._more_telling(fact, start, past, limit) or fact
        self._raise_fact(row, chosen, past)
        if chosen is not fact:
            watch.detectors.rest(watch.facts.index(chosen))
            self._list(-1, fact.kind, fact.subject)

    def _more_telling(self, fact: Fact, start: int, past: Past, limit: float) -> Fact | None:
        """Another fact that nearly raises an alarm, too, and explains this one."""
        watch = self.watch
        for index in watch.detectors.near(NEARLY):
            other = watch.facts[index]
            if is_more_telling(other.kind, fact.kind):
                cause = self._cause(other, start, past)
                if cause.explains(fact, start, past, watch.reference.traits, limit**NEARLY):
                    return other
        return None

    def _began(self, fact: Fact, past: Past) -> int:
        reference = Seen.of(fact.true(self.watch.reference.traits))
        return began(fact.true(past.traits), past.row, reference).place

    def _cause(self, fact: Fact, start: int, past: Past) -> Cause:
        if fact.true(self.watch.reference.traits).mean() > HALF:
            # What most tickets always were explains nothing; that fewer are otherwise, does.
            return Cause(fact.kind, start, (replace(fact, reverse=not fact.reverse),))
        if fact.kind != Kind.LANGUAGE:
            return Cause(fact.kind, start, (fact,))
        name = fact.subject or self._language(past, start)
        spoken = (f for f in self.watch.facts if f.kind == Kind.LANGUAGE)
        return Cause(
            fact.kind, start, tuple(f for f in spoken if not f.subject or f.subject == name)
        )

    def _language(self, past: Past, start: int) -> tuple[str, ...]:
        """The language that most foreign texts are in, as far as it can be told."""
        names = self.watch.reference.reader.languages
        spoken = past.traits.language[past.traits.foreign & (past.row >= start)]
        counts = np.bincount(spoken, minlength=len(names))[:-1]
        best = int(counts.argmax())
        return (names[best],) if counts[best] >= NAMED * spoken.size else (names[-1],)

    def _raise_fact(self, row: int, fact: Fact, past: Past) -> None:
        cause = self._cause(fact, self._began(fact, past), past)
        whole = fact.kind == Kind.LANGUAGE and len(cause.facts) > 1
        true = cause.tickets(past.traits) if whole else fact.true(past.traits)
        base = self.watch.reference.traits
        before = Seen.of(cause.tickets(base) if whole else fact.true(base))
        found = began(true, past.row, before)
        cause, start = replace(cause, began=found.place), found.first
        members = past.row[start:][true[start:]]
        subject = fact.subject
        if fact.kind == Kind.LANGUAGE and not subject:
            subject = self._language(past, cause.began)
        size = share_since(true, start, before.share)
        if fact.kind == Kind.CATEGORY_SHARE and fact.reverse:  # it has become rarer
            size = of_the_others(size)
            members = past.row[~true]
        self._add(row, cause, subject, size, members[-TYPICAL:])

    # What is told at once

    def model(self, row: int, name: str) -> None:
        """A model answered that the reference does not know."""
        cause = Cause(Kind.MODEL, row)
        self._add(row, cause, (name,), Size("tickets", 0, 1, 1, 1), np.array([row]))

    def burst(self, row: int, burst: Burst) -> None:
        """One text came very often on one day."""
        traits, start = self.watch.memory.traits, self.watch.memory.start
        same = (traits.text == burst.text) & (traits.day == burst.day)
        rows = start + np.flatnonzero(same)
        rows = rows[rows <= row]
        count = float(burst.count)
        size = Size("equal tickets a day", 1.0, count, count, count)
        self._add(row, Cause(Kind.BURST, int(rows[0])), (), size, rows[:TYPICAL])

    def volume(self, row: int, moved: Moved) -> None:
        """Days bring more or fewer tickets than before."""
        memory = self.watch.memory
        rows = memory.start + np.flatnonzero(memory.traits.day >= moved.since)
        now = np.array(moved.now)
        size = Size("tickets a day", moved.usual, float(now.mean()), float(now.min()),
                    float(now.max()))  # fmt: skip
        subject = ("higher" if moved.higher else "lower",)
        self._add(row, Cause(Kind.VOLUME, int(rows[0])), subject, size, rows[:TYPICAL])

    def topic(self, row: int, topic: Topic) -> None:
        """Recent tickets are nearer to one another than to anything in the reference."""
        past = self.watch.memory.until(row)
        inside = np.isin(past.row, topic.rows)
        for at, cause in enumerate(self.causes):
            if cause.explains_topic(past.only(inside), unsure=topic.unsure):
                self._list(at, Kind.NEW_TOPIC, ())
                return
        none = Seen(0.0, float(len(self.watch.reference.traits)))
        found = began(inside, past.row, none)
        cause = Cause(Kind.NEW_TOPIC, found.place, rows=topic.rows)
        self._add(row, cause, (), share_since(inside, found.first, 0.0), topic.rows[:TYPICAL])

    # Facts of reviews

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
        for at, cause in enumerate(self.causes):
            if cause.explains_review(fact, seen, bound):
                self._list(at, fact.kind, self._names(fact.codes))
                return
        chosen = self._more_telling_review(fact, seen, bound) or fact
        self._raise_review(chosen, seen)
        if chosen is not fact:
            facts.detectors.rest(facts.facts.index(chosen))
            self._list(-1, fact.kind, self._names(fact.codes))

    def promise(self, done: int) -> None:
        """Auto-routed tickets are wrong more often than was promised."""
        if any(alarm.kind == Kind.PROMISE for alarm in self.raised):
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
        self._add_keys(cause, (), size, tuple(members[-TYPICAL:].tolist()))

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
        self._add_keys(cause, subject, size, tuple(members[-TYPICAL:].tolist()))

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

    # All

    def _add(self, row: int, cause: Cause, subject: tuple[str, ...], size: Size,
             rows: Counts) -> None:  # fmt: skip
        keys = self.watch.memory.keys(rows)
        self._add_keys(cause, subject, size, keys, row)

    def _add_keys(self, cause: Cause, subject: tuple[str, ...], size: Size,
                  keys: tuple[int, ...], row: int | None = None) -> None:  # fmt: skip
        memory = self.watch.memory
        at, after = memory.moment(self.watch.seen - 1 if row is None else row)
        since = Since(*memory.moment(cause.began))
        number = len(self.raised) + 1
        self.causes.append(cause)
        self.raised.append(Alarm(number, cause.kind, subject, at, after, since, size, keys))

    def _list(self, at: int, kind: Kind, subject: tuple[str, ...]) -> None:
        """List an effect under an alarm."""
        alarm, effect = self.raised[at], Effect(kind, subject)
        same = (alarm.kind, alarm.subject) == (kind, subject)
        if not same and effect not in alarm.explains:
            self.raised[at] = replace(alarm, explains=(*alarm.explains, effect))


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
