"""From tickets to questions: prepared beside the asking, identical ones asked once."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from typing import Final

from jobs.control import Ending
from routing.attempt import Answer, Attempt, Question
from routing.decision import Decision
from routing.engine.journal import Attempts
from routing.errors import RouteCaseError
from routing.routers.router import RemoteRouter
from routing.taxonomy import UNKNOWN
from routing.ticket import Ticket

# Tickets prepared at once; small enough that the first request leaves at once.
CHUNK_SIZE: Final = 128
# So many packs, or twice as many as are in flight, are made ready ahead.
MIN_AHEAD: Final = 64
NOT_PREPARED: Final = "the ticket could not be made ready, so nothing of it was sent"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Tickets with the question each of them asks, and the answers already known.

    here: decisions that need no question. failed: tickets of which no question could be made;
    nothing of them was sent.
    """

    here: Sequence[Decision]
    asked: Sequence[tuple[int, Question]]
    failed: Sequence[int]
    known: Mapping[str, Sequence[Attempt]]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of some tickets: decided, or questions to ask.

    reused: how many were decided from answers of earlier. earlier: unusable answers that some of
    the questions already got.
    """

    decided: list[Decision] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    earlier: dict[str, list[Attempt]] = field(default_factory=dict)
    reused: int = 0


class Questions:
    """Turns pending tickets into questions, and answers back into a decision per ticket.

    `prepare` does the slow part in a thread of its own; everything else belongs to the engine's
    loop. What is settled while a preparation goes on is remembered, so that it is not asked anew.
    """

    def __init__(
        self, router: RemoteRouter, attempts: Attempts, pending: Iterator[list[Ticket]]
    ) -> None:
        self._router = router
        self._attempts = attempts
        self._pending = _chunks(pending)
        self._waiting: dict[str, list[int]] = {}
        self._meanwhile: dict[str, Answer] = {}

    def begin(self) -> None:
        """A preparation begins."""
        self._meanwhile.clear()

    def prepare(self) -> Prepared | None:
        """The next tickets with what is known of them, None when there are no more."""
        tickets = next(self._pending, None)
        if tickets is None:
            return None
        here = self._here(tickets)
        decided = {decision.ticket_key for decision in here}
        made = [(t.key, self._question(t)) for t in tickets if t.key not in decided]
        asked = [(key, question) for key, question in made if question]
        failed = [key for key, question in made if question is None]
        known = self._attempts.recall([question.key for _, question in asked])
        return Prepared(here, asked, failed, known)

    def resolve(self, prepared: Prepared) -> Resolved:
        """Decide what is known; the rest becomes questions, identical ones once."""
        name = self._router.name
        resolved = Resolved(decided=list(prepared.here))
        for key in prepared.failed:
            resolved.decided.append(Decision(key, UNKNOWN, 0.0, name, error=NOT_PREPARED))
        before = len(resolved.decided)
        for key, question in prepared.asked:
            self._resolve(key, question, prepared.known.get(question.key, ()), resolved)
        return replace(resolved, reused=len(resolved.decided) - before)

    def settled(self, question: Question, answer: Answer) -> list[Decision]:
        """The decision for every ticket that asked this; the first one carries the cost."""
        first, *others = self._waiting.pop(question.key)
        self._meanwhile[question.key] = answer
        shared = [answer.decision(other, free=True) for other in others]
        return [answer.decision(first), *shared]

    def _here(self, tickets: Sequence[Ticket]) -> list[Decision]:
        """What needs no question, with its share of the time; a fault here only costs questions."""
        started = time.perf_counter()
        try:
            decisions = self._router.decide_here(tickets)
        except RouteCaseError:
            raise
        except Exception:
            log.exception("%d tickets could not be decided here", len(tickets))
            return []
        each = (time.perf_counter() - started) / len(tickets)
        return [replace(decision, latency_seconds=each) for decision in decisions]

    def _question(self, ticket: Ticket) -> Question | None:
        """One odd ticket spoils no other, and leaves this machine in no form."""
        try:
            return self._router.question(ticket)
        except RouteCaseError:
            raise
        except Exception:
            log.exception("ticket %d could not be prepared", ticket.key)
            return None

    def _resolve(
        self, key: int, question: Question, known: Sequence[Attempt], resolved: Resolved
    ) -> None:
        if question.key in self._waiting:
            self._waiting[question.key].append(key)
            return
        if question.key in self._meanwhile:
            resolved.decided.append(self._meanwhile[question.key].decision(key, free=True))
            return
        answer = self._router.decide(question, known)
        if answer is not None:
            self._meanwhile[question.key] = answer
            resolved.decided.append(answer.decision(key))
            return
        self._waiting[question.key] = [key]
        resolved.questions.append(question)
        if known:
            resolved.earlier[question.key] = list(known)


class Preparation:
    """Makes questions ready a few ahead of the asking, one preparation at a time.

    thread: where it happens, None for the loop's own pool.
    deliver: takes what it brought; called in the loop.
    changed: called after each preparation, whatever came of it.
    """

    def __init__(
        self,
        questions: Questions,
        thread: Executor | None,
        ending: Ending,
        *,
        deliver: Callable[[Resolved], None],
        changed: Callable[[], None],
    ) -> None:
        self._questions = questions
        self._thread = thread
        self._ending = ending
        self._deliver = deliver
        self._changed = changed
        self._going_on: asyncio.Task[None] | None = None
        self.exhausted = False

    @property
    def done(self) -> bool:
        """Whether every ticket has been prepared."""
        return self.exhausted and self._going_on is None

    def go_on(self, waiting: int, in_flight: int) -> None:
        """Prepare more, when fewer packs wait than will be asked soon."""
        if self._going_on or self.exhausted or waiting > 2 * max(MIN_AHEAD, in_flight):
            return
        self._questions.begin()
        loop = asyncio.get_running_loop()
        prepared = loop.run_in_executor(self._thread, self._questions.prepare)
        self._going_on = asyncio.create_task(self._finish(prepared))

    async def rest(self, seconds: float) -> None:
        """Wait for the preparation that goes on, at most that long."""
        if self._going_on:
            await asyncio.wait([self._going_on], timeout=seconds)

    async def _finish(self, preparing: asyncio.Future[Prepared | None]) -> None:
        try:
            prepared = await preparing
            if prepared is None:
                self.exhausted = True
            else:
                self._deliver(self._questions.resolve(prepared))
        except Exception as error:  # noqa: BLE001 - it ends the run, with what it is
            self._ending.because(error)
        finally:
            self._going_on = None
            self._changed()


def _chunks(batches: Iterator[list[Ticket]]) -> Iterator[list[Ticket]]:
    for batch in batches:
        for start in range(0, len(batch), CHUNK_SIZE):
            yield batch[start : start + CHUNK_SIZE]
