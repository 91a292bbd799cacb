"""The watch: looks at tickets and reviews as they come, and raises alarms."""

from __future__ import annotations

from typing import Final

import numpy as np

from routing.evaluation.dial.certify import Floats
from routing.evaluation.drift.alarm import Alarm
from routing.evaluation.drift.alarms import Alarms
from routing.evaluation.drift.bursts import BurstWatch
from routing.evaluation.drift.distinct_texts import NO_DAY, Distinct
from routing.evaluation.drift.evidence import Detectors, factors
from routing.evaluation.drift.memory import Memory
from routing.evaluation.drift.promise import PromiseWatch
from routing.evaluation.drift.reference import Reference
from routing.evaluation.drift.review_alarms import ReviewAlarms
from routing.evaluation.drift.review_facts import ReviewFacts
from routing.evaluation.drift.reviewed import Reviewed
from routing.evaluation.drift.rhythm import weekday
from routing.evaluation.drift.ticket_alarms import TicketAlarms
from routing.evaluation.drift.ticket_facts import bounds, ticket_facts, truths
from routing.evaluation.drift.tickets import Reviews, Tickets, Vectors
from routing.evaluation.drift.topics import Topic, TopicWatches
from routing.evaluation.drift.traits import Traits
from routing.evaluation.drift.volume import VolumeWatch

TICKET_ERROR: Final = 1 / 50_000
TOPIC_ERROR: Final = 1 / 100_000
REVIEW_ERROR: Final = 1 / 10_000
DAY_ERROR: Final = 1 / 10_000
AT_ONCE: Final = 250


class Watch:
    """Compares what comes with a reference, after every ticket.

    seen: tickets since the reference. precision: the one promised of auto-routed tickets.
    """

    def __init__(self, reference: Reference, precision: float | None = None) -> None:
        self.reference = reference
        self.seen = 0
        traits = reference.traits
        self.facts = ticket_facts(reference.reader, traits)
        self._bounds = bounds(self.facts, traits)
        limits = np.array([1 / (fact.error * TICKET_ERROR) for fact in self.facts])
        self.detectors = Detectors(self._bounds[0], limits)
        categories = len(reference.reader.categories)
        self.review_facts = ReviewFacts(reference.reviewed, categories, REVIEW_ERROR)
        self.memory = Memory(traits)
        self.reviewed: Reviewed = reference.reviewed.none()
        near = reference.neighbours
        self._topics = TopicWatches(near, TOPIC_ERROR) if near else None
        self._distinct, self._endings = Distinct(), reference.endings()
        self._bursts = BurstWatch(traits)
        self._volume = VolumeWatch(traits.day, DAY_ERROR)
        self.promise = PromiseWatch(precision) if precision else None
        self._models = set(reference.models)
        self._alarms = Alarms()

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """All alarms raised so far."""
        return tuple(self._alarms.raised)

    @property
    def volume_days_missing(self) -> int:
        """Whole days that the reference lacks before volume can be watched."""
        return self._volume.missing

    @property
    def recent_vectors(self) -> Vectors | None:
        """The points of the latest distinct tickets that are of no new topic; None without any."""
        return self._topics.every.recent.vector if self._topics else None

    @property
    def _of_tickets(self) -> TicketAlarms:
        return TicketAlarms(self, self._alarms)

    @property
    def _of_reviews(self) -> ReviewAlarms:
        return ReviewAlarms(self, self._alarms)

    def look(self, tickets: Tickets, reviews: Reviews) -> tuple[Alarm, ...]:
        """Further tickets and reviews, oldest first; the alarms that they raise."""
        before, done = len(self._alarms.raised), 0
        for start in range(0, len(tickets), AT_ONCE):
            part = tickets.only(slice(start, start + AT_ONCE))
            upto = int(np.searchsorted(reviews.after, self.seen + len(part), side="right"))
            self._look(part, reviews.only(slice(done, upto)))
            done = upto
        if done < len(reviews):
            self._look(tickets.only(slice(0, 0)), reviews.only(slice(done, None)))
        return self.alarms[before:]

    def _look(self, tickets: Tickets, reviews: Reviews) -> None:
        first, known = self.seen, len(self.reviewed)
        traits, near = self.reference.read(tickets, self._endings)
        counted = self._distinct.of(traits.day, traits.text)
        self.memory.add(traits, counted)
        self.reviewed = self.reviewed.then(self.memory.traits, reviews)
        rows = first + np.arange(len(traits))
        topics: dict[int, Topic] = {}
        if self._topics and near and tickets.vectors is not None:
            topics = self._topics.look(
                rows[counted], traits.text[counted], tickets.vectors[counted],
                traits.confidence[counted], near.only(counted),
            )  # fmt: skip
        factor = self._factors(traits)
        for i, row in enumerate(rows.tolist()):
            self.seen = row + 1
            self._ticket(row, i, traits, str(tickets.model[i]))
            if counted[i]:
                self._count(row, int(traits.day[i]), factor[i], topics.get(row))
            known = self._reviews(known)
        self._reviews(known, last=True)

    def _factors(self, traits: Traits) -> Floats:
        """What the stakes are multiplied by: one block a ticket, growths by facts."""
        day = np.where(traits.day == NO_DAY, 0, weekday(traits.day))
        found = factors(truths(self.facts, traits), self._bounds[day])
        return np.ascontiguousarray(found.transpose(1, 0, 2))

    def _ticket(self, row: int, i: int, traits: Traits, model: str) -> None:
        """What every ticket tells, whether its text is new or not."""
        if model and self._models and model not in self._models:
            self._models.add(model)
            self._of_tickets.model(row, model)
        day = int(traits.day[i])
        burst = self._bursts.see(day, int(traits.text[i]))
        if burst:
            self._of_tickets.burst(row, burst)

    def _count(self, row: int, day: int, factor: Floats, topic: Topic | None) -> None:
        """What a text tells that counts."""
        moved = self._volume.see(day)
        if moved:
            self._of_tickets.volume(row, moved)
        if topic:
            self._of_tickets.topic(row, topic)
        for fact in self.detectors.see(factor):
            self._of_tickets.fact(row, fact)

    def _reviews(self, done: int, *, last: bool = False) -> int:
        """Count the reviews made up to now; how many have been counted."""
        seen = self.reviewed
        while done < len(seen) and (last or seen.after[done] <= self.seen):
            predicted, actual = int(seen.traits.category[done]), int(seen.actual[done])
            done += 1
            for fact in self.review_facts.see(predicted, actual):
                self._of_reviews.review_fact(fact, done)
            if self.promise and seen.auto[done - 1]:
                self.promise = self.promise.after(wrong=predicted != actual)
                if self.promise.is_broken:
                    self._of_reviews.promise(done)
        return done
