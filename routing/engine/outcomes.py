"""What becomes of a request: decisions, another question, another try, or a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from jobs.control import Ending
from routing.attempt import PASSING, Attempt, Failure, Question, Reply, Trouble
from routing.decision import Decision
from routing.engine.asking import Asking
from routing.engine.attempts import Attempts
from routing.engine.line import Line
from routing.engine.outbox import Outbox
from routing.engine.queue import Pack, Queue, back_off
from routing.errors import RouterError
from routing.routers.router import RemoteRouter
from routing.taxonomy import UNKNOWN

# Failures of one pack that brought no answer before its tickets go to review with the error.
MAX_FAILURES: Final = 6


@dataclass(kw_only=True)
class Outcomes:
    """Settles what can be settled and queues the rest again, so that nothing is lost.

    Unusable answers are remembered until their question is settled: they count, and they cost.
    """

    router: RemoteRouter
    attempts: Attempts
    line: Line
    queue: Queue
    asking: Asking
    outbox: Outbox
    ending: Ending
    _earlier: dict[str, list[Attempt]] = field(default_factory=dict, init=False)

    def remember(self, earlier: Mapping[str, list[Attempt]]) -> None:
        """Unusable answers that questions got in an earlier stretch."""
        self._earlier.update(earlier)

    def earlier(self, pack: Pack) -> list[Attempt]:
        """The unusable answers to a pack's questions."""
        return [a for question in pack.questions for a in self._earlier.get(question.key, ())]

    def replied(self, pack: Pack, reply: Reply, latency: float, now: float) -> None:
        """There are answers; what cannot be used is asked again."""
        self._note(reply.attempts)
        self.line.answered(latency, now)
        by_key = {attempt.key: attempt for attempt in reply.attempts}
        unsettled = tuple(
            question
            for question in pack.questions
            if not self._settled(question, by_key.get(question.key))
        )
        self._ask_again(pack, unsettled, now)

    def failed(self, pack: Pack, failure: Failure, seconds: float, now: float) -> None:
        """There is no answer; seconds: how long the request was under way."""
        was_down = self.line.down
        self.line.failed(failure, now)
        if failure.trouble is Trouble.STOP:
            self.ending.because(RouterError(failure.message))
        elif failure.trouble is Trouble.BUSY:
            self.queue.retry(replace(pack, new=False), now)
        elif failure.trouble in PASSING:
            if failure.trouble is not Trouble.SERVER:
                self._note(self.router.lost(pack.questions, seconds))
            self._try_later(pack, failure, now, counts=not was_down)
        else:
            self._refused(pack, failure, now)

    def _note(self, attempts: Sequence[Attempt]) -> None:
        """Written at once: from here on a killed process does not pay for them again."""
        self.attempts.note(attempts)
        for attempt in attempts:
            self.line.budget.spend(attempt.cost_usd, certain=attempt.certain)
            if attempt.problem:
                self.line.errors[attempt.problem] += 1

    def _settled(self, question: Question, attempt: Attempt | None) -> bool:
        answers = self._earlier.get(question.key, [])
        if attempt is not None:
            answers = [*answers, attempt]
        decision = self.router.decide(question, answers)
        if decision is None:
            self._earlier[question.key] = answers
            return False
        self._earlier.pop(question.key, None)
        self.outbox.put(self.asking.settled(question, decision))
        return True

    def _ask_again(self, pack: Pack, unsettled: tuple[Question, ...], now: float) -> None:
        if not unsettled:
            return
        rest = Pack(unsettled)
        all_failed_first = len(unsettled) == len(pack.questions) and pack.new
        for part in rest.halves() if all_failed_first else rest.singles():
            self.queue.retry(part, now)

    def _try_later(self, pack: Pack, failure: Failure, now: float, *, counts: bool) -> None:
        """While the provider is down nothing `counts` against the tickets."""
        pack = replace(pack, new=False)
        if counts:
            slow = failure.trouble is Trouble.TIMEOUT
            pack = replace(pack, failures=pack.failures + 1, timeouts=pack.timeouts + slow)
        if self.line.out_of_patience(now):
            self.ending.because(
                RouterError(
                    f"The provider does not answer ({failure.message}); "
                    "resume the run when it does."
                )
            )
        if pack.failures >= MAX_FAILURES:
            self._give_up(pack, f"no answer after {pack.failures} tries: {failure.message}")
            return
        wait = max(back_off(max(1, pack.failures)), failure.retry_after or 0.0)
        self.queue.retry(pack, now + wait)

    def _refused(self, pack: Pack, failure: Failure, now: float) -> None:
        """The request itself is at fault: smaller packs, and in the end the one ticket."""
        if len(pack.questions) > 1:
            for part in pack.halves():
                self.queue.retry(part, now)
        else:
            self._give_up(pack, failure.message)

    def _give_up(self, pack: Pack, error: str) -> None:
        for question in pack.questions:
            paid = sum(a.cost_usd for a in self._earlier.pop(question.key, ()) if a.certain)
            failed = Decision(0, UNKNOWN, 0.0, self.router.name, cost_usd=paid, error=error)
            self.outbox.put(self.asking.settled(question, failed))
