"""From tickets to questions: prepared in a thread of their own, identical ones asked once."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from routing.attempt import Attempt, Question
from routing.decision import Decision
from routing.engine.attempts import Attempts
from routing.errors import RouteCaseError
from routing.routers.router import RemoteRouter
from routing.taxonomy import UNKNOWN
from routing.ticket import Ticket

AT_ONCE: Final = 128
NOT_PREPARED: Final = "the ticket could not be made ready, so nothing of it was sent"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Tickets with the question each of them asks, and the answers already known.

    failed: tickets of which no question could be made; nothing of them was sent.
    """

    asked: Sequence[tuple[int, Question]]
    failed: Sequence[int]
    known: Mapping[str, Sequence[Attempt]]


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of some tickets: decided from what is known, or questions to ask.

    earlier: unusable answers that some of the questions already got.
    """

    decided: list[Decision] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    earlier: dict[str, list[Attempt]] = field(default_factory=dict)


class Asking:
    """Turns pending tickets into questions, and answers back into a decision per ticket.

    `prepare` does the slow part in a thread of its own; everything else belongs to the engine's
    loop. What is settled while a preparation goes on is remembered, so that it is not asked anew.
    """

    def __init__(
        self, router: RemoteRouter, attempts: Attempts, pending: Iterator[list[Ticket]]
    ) -> None:
        self._router = router
        self._attempts = attempts
        self._pending = _small(pending)
        self._waiting: dict[str, list[int]] = {}
        self._meanwhile: dict[str, Decision] = {}

    def begin(self) -> None:
        """A preparation begins."""
        self._meanwhile.clear()

    def prepare(self) -> Prepared | None:
        """The next tickets with what is known of them, None when there are no more."""
        tickets = next(self._pending, None)
        if tickets is None:
            return None
        made = [(ticket.key, self._question(ticket)) for ticket in tickets]
        asked = [(key, question) for key, question in made if question]
        failed = [key for key, question in made if question is None]
        known = self._attempts.recall([question.key for _, question in asked])
        return Prepared(asked, failed, known)

    def place(self, prepared: Prepared) -> Batch:
        """Decide what is known; the rest becomes questions, identical ones once."""
        batch = Batch()
        for key in prepared.failed:
            name = self._router.name
            batch.decided.append(Decision(key, UNKNOWN, 0.0, name, error=NOT_PREPARED))
        for key, question in prepared.asked:
            self._place(key, question, prepared.known.get(question.key, ()), batch)
        return batch

    def settled(self, question: Question, decision: Decision) -> list[Decision]:
        """The decision for every ticket that asked this; the first one carries the cost."""
        first, *others = self._waiting.pop(question.key)
        self._meanwhile[question.key] = decision
        free = _free(decision)
        return [replace(decision, ticket_key=first)] + [
            replace(free, ticket_key=other) for other in others
        ]

    def _question(self, ticket: Ticket) -> Question | None:
        """One odd ticket spoils no other, and leaves this machine in no form."""
        try:
            return self._router.question(ticket)
        except RouteCaseError:
            raise
        except Exception:
            log.exception("ticket %d could not be prepared", ticket.key)
            return None

    def _place(self, key: int, question: Question, known: Sequence[Attempt], batch: Batch) -> None:
        if question.key in self._waiting:
            self._waiting[question.key].append(key)
            return
        if question.key in self._meanwhile:
            batch.decided.append(replace(_free(self._meanwhile[question.key]), ticket_key=key))
            return
        decision = self._router.decide(question, known)
        if decision is not None:
            self._meanwhile[question.key] = decision
            batch.decided.append(replace(decision, ticket_key=key))
            return
        self._waiting[question.key] = [key]
        batch.questions.append(question)
        if known:
            batch.earlier[question.key] = list(known)


def _free(decision: Decision) -> Decision:
    return replace(decision, input_tokens=0, output_tokens=0, cached_tokens=0, cost_usd=0.0)


def _small(batches: Iterator[list[Ticket]]) -> Iterator[list[Ticket]]:
    """Small enough that the first request leaves at once."""
    for batch in batches:
        for start in range(0, len(batch), AT_ONCE):
            yield batch[start : start + AT_ONCE]
