"""A run through a provider's Batch API: hand everything over, wait, and take the answers in."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from jobs.control import Control
from jobs.progress import Meter, Traffic
from routing.attempt import Attempt, Question
from routing.decision import Decision
from routing.engine.asking import Asking
from routing.engine.attempts import Attempts
from routing.engine.disposing import Disposing
from routing.engine.journal import Journal
from routing.errors import RouterError
from routing.routers.router import RemoteRouter
from routing.taxonomy import UNKNOWN
from routing.ticket import Ticket

POLL_SECONDS: Final = 20.0
STEP_SECONDS: Final = 0.5
MAX_AT_ONCE: Final = 20_000
# What an answer in a batch was refused for is tried again in the next one, so often in all.
MAX_ROUNDS: Final = 3
NO_ANSWER: Final = "the batch brought no answer for this ticket"


@dataclass(frozen=True, slots=True)
class Handed:
    """A batch at the provider.

    asked: the keys of the questions in it. done: how many of them are answered.
    ended: whether nothing more will come; problem: one sentence when it was refused as a whole.
    """

    id: str
    asked: frozenset[str]
    done: int = 0
    ended: bool = False
    problem: str | None = None


class BatchService(Protocol):
    """The provider's side of it."""

    async def find(self) -> Sequence[Handed]:
        """The batches handed over for this run, also by a process that is gone."""
        ...

    async def hand_over(self, questions: Sequence[Question]) -> Handed:
        """Upload the questions and start a batch."""
        ...

    async def look(self, handed: Handed) -> Handed:
        """How far it is."""
        ...

    async def answers(self, handed: Handed, questions: Mapping[str, Question]) -> Sequence[Attempt]:
        """What came back, good and bad; questions that got an error are left out."""
        ...

    async def close(self) -> None:
        """Give connections free."""
        ...


@dataclass
class BatchRun:
    """All questions of a run through batches, with the same journal and the same memory."""

    router: RemoteRouter
    service: BatchService
    journal: Journal
    attempts: Attempts
    policy: Disposing
    control: Control
    meter: Meter
    poll_seconds: float = POLL_SECONDS

    async def run(self, pending: Iterator[list[Ticket]]) -> None:
        """Ask everything, at most three times over.

        A batch that is under way goes on at the provider when this is cancelled or killed; the
        next start finds it there and asks none of its questions again.

        Raises Cancelled, and RouterError when the provider refuses a batch.
        """
        self._asking = Asking(self.router, self.attempts, pending)
        self._earlier: dict[str, list[Attempt]] = {}
        self._taken: set[str] = set()
        try:
            open_questions = self._all_questions()
            for _ in range(MAX_ROUNDS):
                if not open_questions:
                    return
                open_questions = await self._round(open_questions)
            self._give_up(open_questions)
        finally:
            await self.service.close()

    def _all_questions(self) -> dict[str, Question]:
        questions: dict[str, Question] = {}
        while True:
            self.control.checkpoint()
            self._asking.begin()
            prepared = self._asking.prepare()
            if prepared is None:
                return questions
            batch = self._asking.place(prepared)
            self._earlier.update(batch.earlier)
            self._write(batch.decided)
            questions.update({question.key: question for question in batch.questions})

    async def _round(self, questions: Mapping[str, Question]) -> dict[str, Question]:
        """Hand over what is nowhere yet, and wait for all; what is still open afterwards."""
        found = [h for h in await self.service.find() if h.id not in self._taken]
        under_way = frozenset[str]().union(*(handed.asked for handed in found))
        fresh = [question for key, question in questions.items() if key not in under_way]
        waiting = [handed for handed in found if handed.asked & questions.keys()]
        for start in range(0, len(fresh), MAX_AT_ONCE):
            self.control.checkpoint()
            waiting.append(await self.service.hand_over(fresh[start : start + MAX_AT_ONCE]))
        left = dict(questions)
        for handed in waiting:
            ended = await self._ended(handed, len(questions))
            for key in self._take_in(await self.service.answers(ended, questions), questions):
                left.pop(key, None)
            self._taken.add(ended.id)
        return left

    async def _ended(self, handed: Handed, total: int) -> Handed:
        while True:
            handed = await self.service.look(handed)
            if handed.problem:
                raise RouterError(handed.problem)
            if handed.ended:
                return handed
            said = f"The batch is under way: {handed.done:,} of {total:,} answered there."
            paid = self.attempts.paid()
            self.meter.show(
                Traffic(waiting=said, cost_usd=paid.cost_usd, uncertain_usd=paid.uncertain_usd)
            )
            await self._rest()

    async def _rest(self) -> None:
        waited = 0.0
        while waited < self.poll_seconds:
            self.control.checkpoint()
            await asyncio.sleep(min(STEP_SECONDS, self.poll_seconds))
            waited += STEP_SECONDS

    def _take_in(self, attempts: Sequence[Attempt], questions: Mapping[str, Question]) -> list[str]:
        """Write what was paid, then decide; the keys that are settled."""
        known = self.attempts.recall([attempt.key for attempt in attempts])
        seen = {attempt.id for answers in known.values() for attempt in answers}
        fresh = [a for a in attempts if a.id not in seen and a.key in questions]
        self.attempts.note(fresh)
        self.attempts.settle()
        settled, decisions = [], []
        for attempt in fresh:
            answers = self._earlier.setdefault(attempt.key, [])
            answers.append(attempt)
            decision = self.router.decide(questions[attempt.key], answers)
            if decision is not None:
                settled.append(attempt.key)
                decisions += self._asking.settled(questions[attempt.key], decision)
        self._write(decisions)
        return settled

    def _give_up(self, questions: Mapping[str, Question]) -> None:
        failed = Decision(0, UNKNOWN, 0.0, self.router.name, error=NO_ANSWER)
        for key, question in questions.items():
            paid = sum(a.cost_usd for a in self._earlier.get(key, ()) if a.certain)
            self._write(self._asking.settled(question, replace(failed, cost_usd=paid)))

    def _write(self, decisions: Sequence[Decision]) -> None:
        if decisions:
            self.journal.write([self.policy.dispose(decision) for decision in decisions])
            self.meter.add(len(decisions))
