"""Every rule of asking again: how often, how long after, and when to stop asking at all."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from routing.attempt import PASSING, Attempt, Failure, Question, Reply, Trouble
from routing.engine.requests import Pack

# Requests of one pack that brought no answer before its tickets go to review with the error.
MAX_FAILURES: Final = 6
# Batches that leave a question unasked before its ticket goes to review.
MAX_BATCHES: Final = 3
FIRST_BACK_OFF: Final = 0.5
MAX_BACK_OFF: Final = 30.0
# So many requests in a row without one usable answer end the run: more would bring nothing either.
MAX_USELESS: Final = 36
# Until a first usable answer is there, no more requests than that are in flight.
MAX_UNPROVEN_IN_FLIGHT: Final = 4
# The circuit: so many failures without an answer between them mean that the provider is down.
FAILURES_TO_OPEN: Final = 8
MIN_TRIAL_SECONDS: Final = 5.0
MAX_TRIAL_SECONDS: Final = 30.0
# Answers under way are paid for: a run that ends waits for them this long.
GRACE_SECONDS: Final = 6.0

NO_ANSWER: Final = "the batch brought no answer for this ticket"
_TICKETS_FAULT: Final = frozenset({Trouble.REQUEST, Trouble.FILTER})


class Step(Enum):
    """What to do with a pack that brought no answer."""

    RETRY = "ask again"
    SPLIT = "ask in smaller packs"
    GIVE_UP = "leave its tickets to a person"
    STOP = "end the run"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do with a pack: the step, the pack with its failures counted, when, and why."""

    step: Step
    pack: Pack
    due: float = 0.0
    reason: str = ""


def after_failure(pack: Pack, failure: Failure, now: float, *, down: bool) -> NextStep:
    """What becomes of a pack whose request failed.

    down: whether the provider answers nobody; nothing then counts against a ticket.
    """
    asked = replace(pack, new=False)
    if failure.trouble is Trouble.STOP:
        return NextStep(Step.STOP, asked, reason=failure.message)
    if failure.trouble is Trouble.BUSY:
        waited = back_off(1) if failure.retry_after is None else failure.retry_after
        return NextStep(Step.RETRY, asked, now + waited)
    if failure.trouble in _TICKETS_FAULT:
        step = Step.SPLIT if len(pack.questions) > 1 else Step.GIVE_UP
        return NextStep(step, asked, now, failure.message)
    if not (down and failure.trouble in PASSING):
        slow = failure.trouble is Trouble.TIMEOUT
        asked = replace(asked, failures=pack.failures + 1, timeouts=pack.timeouts + slow)
    if asked.failures >= MAX_FAILURES and pack.batch:
        return NextStep(Step.STOP, asked, reason=f"{failure.message}; resume the run later.")
    if asked.failures >= MAX_FAILURES:
        reason = f"no answer after {asked.failures} tries: {failure.message}"
        return NextStep(Step.GIVE_UP, asked, reason=reason)
    wait = max(back_off(max(1, asked.failures)), failure.retry_after or 0.0)
    return NextStep(Step.RETRY, asked, now + wait)


def after_reply(
    pack: Pack, unsettled: tuple[Question, ...], answered: Collection[str]
) -> tuple[Pack, ...]:
    """The packs in which the questions that a reply did not settle are asked again.

    answered: keys of the questions that got an answer or an error. What a batch leaves unasked
    goes into another batch; all else is asked live, a pack that failed as a whole in two halves.
    """
    if not unsettled:
        return ()
    if pack.batch:
        left = tuple(question for question in unsettled if question.key not in answered)
        live = Pack(tuple(question for question in unsettled if question.key in answered))
        again = replace(pack, questions=left, new=False, failures=pack.failures + 1)
        return (*live.singles(), *([again] if left else []))
    if pack.new and len(unsettled) == len(pack.questions) > 1:
        return Pack(unsettled).halves()
    return Pack(unsettled).singles()


def back_off(failures: int, jitter: float | None = None) -> float:
    """Seconds to wait after that many failures: doubled each time, between half and all of it.

    >>> back_off(1, jitter=1.0), back_off(3, jitter=1.0), back_off(50, jitter=0.0)
    (0.5, 2.0, 15.0)
    """
    spread = random.random() if jitter is None else jitter  # noqa: S311 - not a secret
    whole = min(MAX_BACK_OFF, FIRST_BACK_OFF * 2.0 ** min(failures - 1, 10))
    return whole * (0.5 + 0.5 * spread)


class UsefulnessCheck:
    """Notices that nothing usable comes back any more, whatever is asked.

    proven: whether there was a usable answer at all.
    """

    def __init__(self) -> None:
        self.proven = False
        self.last_problem = ""
        self._in_a_row = 0

    def replied(self, reply: Reply) -> None:
        """There are answers: one usable one is proof enough."""
        usable = any(attempt.category is not None for attempt in reply.attempts)
        self.proven = self.proven or usable
        if usable:
            self._in_a_row = 0
            return
        self._in_a_row += max(1, len(reply.refused))
        self.last_problem = _explanation(reply.attempts, reply.refused) or self.last_problem

    def failed(self, failure: Failure) -> None:
        """There is no answer; what passes says nothing about the questions.

        A filter that stops tickets is no sign of a fault once others have been answered.
        """
        if failure.trouble in PASSING or failure.trouble is Trouble.BUSY:
            return
        if failure.trouble is Trouble.FILTER and self.proven:
            return
        self._in_a_row += 1
        self.last_problem = failure.message

    @property
    def stop_reason(self) -> str | None:
        """The sentence that ends the run, None while there is hope."""
        if self._in_a_row < MAX_USELESS:
            return None
        return (
            f"{self._in_a_row} requests in a row brought no usable answer, so the run has stopped. "
            f"The last one: {self.last_problem}. Mend that and resume the run."
        )


def _explanation(attempts: tuple[Attempt, ...], refused: Mapping[str, Failure]) -> str:
    """Why nothing of a reply could be used, with the server's own words."""
    if refused:
        return next(iter(refused.values())).message
    bad = next((attempt for attempt in attempts if attempt.problem), None)
    if bad is None:
        return ""
    said = " ".join(bad.raw.split())[:200]
    return f"{bad.problem} (“{said}”)" if said else str(bad.problem)


class Circuit:
    """Opens when the provider is down, and asks one question now and then instead of hundreds.

    Each trial that fails doubles the wait for the next.
    """

    def __init__(self) -> None:
        self._failures = 0
        self._wait = MIN_TRIAL_SECONDS
        self._until: float | None = None
        self._since: float | None = None
        self._trying = False

    @property
    def open(self) -> bool:
        """Whether the provider is taken to be down."""
        return self._until is not None

    def wait(self, now: float) -> float:
        """Seconds until the next request may go, 0 for now."""
        if self._until is None:
            return 0.0
        return self._wait if self._trying else max(0.0, self._until - now)

    def silent_for(self, now: float) -> float:
        """Seconds since the first of the failures that nothing but failures followed."""
        return 0.0 if self._since is None else now - self._since

    def start(self) -> None:
        """A request goes; with an open circuit it is the only one."""
        self._trying = self.open

    def answered(self) -> None:
        """The provider has answered, be it with a refusal: it is there."""
        self._failures, self._wait, self._until, self._since = 0, MIN_TRIAL_SECONDS, None, None
        self._trying = False

    def failed(self, now: float) -> None:
        """A request failed in a way that says the provider is unwell."""
        self._failures += 1
        self._since = now if self._since is None else self._since
        if self.open and self._trying:
            self._wait = min(MAX_TRIAL_SECONDS, self._wait * 2)
        elif self.open or self._failures < FAILURES_TO_OPEN:
            return
        self._until, self._trying = now + self._wait, False

    def abandoned(self) -> None:
        """The trial under way will bring no news: another may be made."""
        self._trying = False
