"""What becomes of a request: decisions, another question, another try, or a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jobs.control import Ending
from routing.attempt import MAY_COST, Answer, Attempt, Failure, Question, Reply, Trouble
from routing.decision import Decision
from routing.engine.decision_writer import DecisionWriter
from routing.engine.questions import Questions
from routing.engine.requests import Pack, Request, RequestQueue
from routing.engine.retry_policy import (
    MAX_BATCHES,
    NO_ANSWER,
    Step,
    UsefulnessCheck,
    after_failure,
    after_reply,
)  # fmt: skip
from routing.engine.run_limits import Budget, EndpointAccess
from routing.errors import ProviderRefuses, RouterError
from routing.routers.router import RemoteRouter
from routing.taxonomy import UNKNOWN


@dataclass(kw_only=True)
class Outcomes:
    """Settles what can be settled and queues the rest again, so that nothing is lost.

    Unusable answers are remembered until their question is settled: they count, and they cost.
    Failures are written only once something usable has come back: before that they say more of the
    endpoint than of the tickets, which are asked again when the run is resumed.
    """

    router: RemoteRouter
    budget: Budget
    access: EndpointAccess
    queue: RequestQueue
    questions: Questions
    writer: DecisionWriter
    ending: Ending
    useful: UsefulnessCheck = field(default_factory=UsefulnessCheck)
    _earlier: dict[str, list[Attempt]] = field(default_factory=dict, init=False)
    _held_back: list[Decision] = field(default_factory=list, init=False)

    def remember(self, earlier: Mapping[str, list[Attempt]]) -> None:
        """Unusable answers that questions got in an earlier stretch."""
        self._earlier.update(earlier)

    def earlier(self, pack: Pack) -> list[Attempt]:
        """The unusable answers to a pack's questions."""
        return [a for question in pack.questions for a in self._earlier.get(question.key, ())]

    def replied(self, request: Request, reply: Reply, now: float) -> None:
        """There are answers; what cannot be used is asked again."""
        self.budget.answered(request.pledged, reply.attempts)
        self.access.count_problems(reply.attempts)
        if request.start:
            self.access.answered(request.start, reply.limits, now)
        self.useful.replied(reply)
        self._stop_if_useless()
        by_key = {attempt.key: attempt for attempt in reversed(reply.attempts)}
        pack = request.pack
        unsettled = tuple(q for q in pack.questions if not self._settled(q, by_key.get(q.key)))
        for again in after_reply(pack, unsettled, by_key.keys() | reply.refused.keys()):
            if again.batch and again.failures >= MAX_BATCHES:
                self._leave_to_a_person(again, NO_ANSWER)
            else:
                self.queue.retry(again, now)
        self._write_held_back()

    def failed(self, request: Request, failure: Failure, now: float) -> None:
        """There is no answer."""
        if failure.trouble in MAY_COST:
            self.budget.lost(request.pledged)
        else:
            self.budget.withdrawn(request.pledged)
        down = self.access.down(now)
        if request.start:
            self.access.failed(request.start, failure, now)
        self.useful.failed(failure)
        self._stop_if_useless()
        self._stop_if_down_too_long(failure, now)
        todo = after_failure(request.pack, failure, now, down=down)
        if todo.step is Step.STOP:
            self.ending.because(ProviderRefuses(todo.reason))
        elif todo.step is Step.RETRY:
            self.queue.retry(todo.pack, todo.due)
        elif todo.step is Step.SPLIT:
            for half in todo.pack.halves():
                self.queue.retry(half, todo.due)
        else:
            self._leave_to_a_person(todo.pack, todo.reason)

    def finish(self) -> None:
        """Everything was asked: what failed is decided now, whatever it says of the endpoint."""
        self.writer.put(self._held_back)
        self._held_back = []

    def _settled(self, question: Question, attempt: Attempt | None) -> bool:
        answers = self._earlier.get(question.key, [])
        if attempt is not None:
            answers = [*answers, attempt]
        answer = self.router.decide(question, answers)
        if answer is None:
            self._earlier[question.key] = answers
            return False
        self._earlier.pop(question.key, None)
        self._decide(question, answer)
        return True

    def _decide(self, question: Question, answer: Answer) -> None:
        decisions = self.questions.settled(question, answer)
        if answer.error and not self.useful.proven:
            self._held_back += decisions
        else:
            self.writer.put(decisions)

    def _leave_to_a_person(self, pack: Pack, error: str) -> None:
        for question in pack.questions:
            paid = sum(a.cost_usd for a in self._earlier.pop(question.key, ()) if a.answered)
            failed = Answer(UNKNOWN, 0.0, self.router.name, cost_usd=paid, error=error)
            self._decide(question, failed)

    def _write_held_back(self) -> None:
        if self._held_back and self.useful.proven:
            self.finish()

    def _stop_if_useless(self) -> None:
        if self.useful.stop_reason:
            self.ending.because(RouterError(self.useful.stop_reason))

    def _stop_if_down_too_long(self, failure: Failure, now: float) -> None:
        if failure.trouble is not Trouble.BUSY and self.access.patience_left(now) < 0:
            sentence = (
                f"The provider does not answer ({failure.message}); resume the run when it does."
            )
            self.ending.because(RouterError(sentence))
