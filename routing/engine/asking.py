"""From tickets to questions: prepared in a thread of their own, identical ones asked once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from routing.attempt import Attempt, Question
from routing.decision import Decision
from routing.engine.attempts import Attempts
from routing.routers.router import RemoteRouter
from routing.ticket import Ticket

AT_ONCE: Final = 128


@dataclass(frozen=True, slots=True)
class Prepared:
    """Tickets with the question each of them asks, and the answers already known."""

    asked: Sequence[tuple[int, Question]]
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
        asked = [(ticket.key, self._router.question(ticket)) for ticket in tickets]
        return Prepared(asked, self._attempts.recall([question.key for _, question in asked]))

    def place(self, prepared: Prepared) -> Batch:
        """Decide what is known; the rest becomes questions, identical ones once."""
        batch = Batch()
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
