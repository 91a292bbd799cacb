"""Raises the alarms of tickets: names the cause, dates it, sizes it, lists effects under it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.evaluation.dial.certify import Counts
from routing.evaluation.drift.alarm import Kind, Size
from routing.evaluation.drift.alarms import NEARLY, TYPICAL, Alarms
from routing.evaluation.drift.bursts import Burst
from routing.evaluation.drift.causes import Cause, is_more_telling
from routing.evaluation.drift.change_point import Seen, began, of_the_others, share_since
from routing.evaluation.drift.memory import Past
from routing.evaluation.drift.ticket_facts import Fact
from routing.evaluation.drift.topics import Topic
from routing.evaluation.drift.volume import Moved

if TYPE_CHECKING:
    from routing.evaluation.drift.watch import Watch

HALF: Final = 0.5
NAMED: Final = 0.25  # of foreign texts must be of one language for it to be named


@dataclass(frozen=True, slots=True)
class TicketAlarms:
    """Raises alarms of what a watch has counted of tickets, and adds them to its log."""

    watch: Watch
    log: Alarms

    def fact(self, row: int, index: int) -> None:
        """The evidence for a fact about tickets is enough."""
        watch, fact = self.watch, self.watch.facts[index]
        limit = float(watch.detectors.limits[index])
        watch.detectors.rest(index)
        past = watch.memory.until(row)
        start = self._began(fact, past)
        for at, cause in enumerate(self.log.causes):
            if cause.explains(fact, start, past, watch.reference.traits, limit):
                self.log.list_effect(at, fact.kind, fact.subject)
                return
        chosen = self._more_telling(fact, start, past, limit) or fact
        self._raise_fact(row, chosen, past)
        if chosen is not fact:
            watch.detectors.rest(watch.facts.index(chosen))
            self.log.list_effect(-1, fact.kind, fact.subject)

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
        for at, cause in enumerate(self.log.causes):
            if cause.explains_topic(past.only(inside), unsure=topic.unsure):
                self.log.list_effect(at, Kind.NEW_TOPIC, ())
                return
        none = Seen(0.0, float(len(self.watch.reference.traits)))
        found = began(inside, past.row, none)
        cause = Cause(Kind.NEW_TOPIC, found.place, rows=topic.rows)
        self._add(row, cause, (), share_since(inside, found.first, 0.0), topic.rows[:TYPICAL])

    def _add(self, row: int, cause: Cause, subject: tuple[str, ...], size: Size,
             rows: Counts) -> None:  # fmt: skip
        memory = self.watch.memory
        keys = memory.keys(rows)
        self.log.add(memory, row, cause, subject=subject, size=size, tickets=keys)
