"""One dispatcher for all requests of a run: what goes, when, and what becomes of it.

Everything here runs in one asyncio loop, so nothing needs a lock. Nothing sleeps on its own
behalf: whatever has to wait stands in the queue, and the dispatcher alone decides what goes next.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final

from routing.attempt import PASSING, Attempt, Failure, Question, Reply, Trouble
from routing.decision import Decision
from routing.engine.asking import Asking, Prepared
from routing.engine.attempts import Attempts
from routing.engine.budget import Terms
from routing.engine.control import Cancelled, Control
from routing.engine.disposing import Disposing
from routing.engine.journal import Journal
from routing.engine.line import SOON, Line
from routing.engine.outbox import Outbox
from routing.engine.pacer import Start
from routing.engine.progress import Meter
from routing.engine.queue import Pack, Queue, back_off
from routing.errors import RouteCaseError, RouterError
from routing.routers.router import RemoteRouter
from routing.taxonomy import UNKNOWN
from routing.ticket import Ticket

# Other failures of one pack before its tickets go to review with the error.
MOST_FAILURES: Final = 6
# How often control, deadlines and the screen are looked after.
TICK: Final = 0.25
# Answers under way are paid for: a cancelled run waits for them this long.
GRACE: Final = 4.0
# No more decisions than this wait to be written, or asking would outrun the disk.
MOST_UNWRITTEN: Final = 4_000
log = logging.getLogger(__name__)


class BudgetSpent(RouterError):  # noqa: N818 - not an error: the user asked for it
    """The run has used up what it may spend; its text says what to do."""


@dataclass(slots=True)
class Flight:
    """A request under way."""

    pack: Pack
    start: Start
    worst_usd: float
    given_up: bool = False


class Dispatcher:
    """Asks every pending ticket's question until each has its decision."""

    def __init__(
        self,
        router: RemoteRouter,
        journal: Journal,
        attempts: Attempts,
        *,
        policy: Disposing,
        control: Control,
        meter: Meter,
        terms: Terms,
        thread: Callable[[], Executor] = lambda: ThreadPoolExecutor(1),
    ) -> None:
        self._router = router
        self._journal = journal
        self._attempts = attempts
        self._policy = policy
        self._control = control
        self._meter = meter
        self._thread = thread
        self._line = Line(terms, attempts.spent_usd())
        self._queue = Queue(router.pack)
        self._flights: dict[asyncio.Task[None], Flight] = {}
        self._earlier: dict[str, list[Attempt]] = {}
        self._stop: Exception | None = None

    async def run(self, pending: Iterator[list[Ticket]]) -> None:
        """Do it all; what was answered is written whatever happens.

        Raises Cancelled when the user cancels, RouterError when it cannot go on, and BudgetSpent
        at the end of the budget.
        """
        self._clock = asyncio.get_running_loop().time
        self._wake = asyncio.Event()
        self._asking = Asking(self._router, self._attempts, pending)
        self._preparing: asyncio.Future[None] | None = None
        self._exhausted = False
        # Two threads of our own: one prepares questions, one writes.
        with self._thread() as preparer, self._thread() as writer:
            self._preparer = preparer
            self._outbox = Outbox(self._journal, self._attempts, self._policy, self._meter, writer)
            writing = asyncio.create_task(self._outbox.write(self._wake.set))
            try:
                await self._until_done(writing)
            finally:
                await self._land()
                self._outbox.close()
                await writing
                self._show()
                await self._router.close()

    async def _until_done(self, writing: asyncio.Task[None]) -> None:
        tick = 0.0
        while not self._done():
            now = self._clock()
            if now >= tick:
                tick = now + TICK
                self._look_after(now)
            if writing.done():
                return
            self._prepare()
            await self._rest(min(self._start_what_may_go(), TICK))
        if self._stop:
            raise self._stop

    def _done(self) -> bool:
        if self._stop:
            return True
        idle = not self._flights and not len(self._queue) and self._preparing is None
        return idle and self._exhausted

    async def _rest(self, seconds: float) -> None:
        """Wait for news, at most that long."""
        timer = asyncio.get_running_loop().call_later(seconds, self._wake.set)
        await self._wake.wait()
        self._wake.clear()
        timer.cancel()

    # What may go, and when.

    def _start_what_may_go(self) -> float:
        """Start all that may go now; seconds until more may."""
        while True:
            now = self._clock()
            pack = self._queue.next(now, whole=not self._exhausted)
            if pack is None:
                due = self._queue.due()
                return TICK if due is None else max(0.0, due - now)
            charge = self._router.charge(pack.questions)
            wait = self._wait(now, charge)
            if wait > 0:
                return wait
            if not self._affordable(pack):
                return TICK
            self._queue.take(pack)
            self._start(pack, now, charge)

    def _wait(self, now: float, charge: float) -> float:
        """Seconds until a request may go."""
        if self._control.paused or self._outbox.waiting > MOST_UNWRITTEN:
            return SOON
        oldest = next(iter(self._flights.values())).start.at if self._flights else now
        return self._line.wait(now, charge, len(self._flights), oldest)

    def _affordable(self, pack: Pack) -> bool:
        worst = self._router.worst_cost(pack.questions)
        if self._line.budget.allows(worst, len(pack.questions) if pack.new else 0):
            return True
        if not self._flights:
            self._stop = self._stop or BudgetSpent(self._line.budget.sentence())
        return False

    def _start(self, pack: Pack, now: float, charge: float) -> None:
        worst = self._router.worst_cost(pack.questions)
        self._line.budget.pledge(worst, len(pack.questions) if pack.new else 0)
        flight = Flight(pack, self._line.start(now, charge), worst)
        task = asyncio.create_task(self._fly(flight))
        self._flights[task] = flight
        task.add_done_callback(self._landed)

    def _landed(self, task: asyncio.Task[None]) -> None:
        self._flights.pop(task, None)
        if not task.cancelled() and task.exception():
            self._stop = self._stop or _as_exception(task.exception())
        self._wake.set()

    # One request and what becomes of it.

    async def _fly(self, flight: Flight) -> None:
        pack = flight.pack
        try:
            result = await self._router.ask(pack.questions, self._earlier_of(pack))
        except asyncio.CancelledError:
            if not flight.given_up:
                raise
            result = Failure(Trouble.TIMEOUT, "the provider did not answer in time")
        except RouteCaseError:
            raise
        except Exception:
            # One odd ticket spoils no other: its pack is split until it stands alone.
            log.exception("a request failed")
            result = Failure(Trouble.REQUEST, "the router failed on this ticket")
        finally:
            self._line.budget.release(flight.worst_usd)
        now = self._clock()
        self._line.heard(flight.start, result.limits)
        if isinstance(result, Reply):
            self._replied(pack, result, now - flight.start.at, now)
        else:
            self._failed(flight, result, now)

    def _earlier_of(self, pack: Pack) -> list[Attempt]:
        return [a for question in pack.questions for a in self._earlier.get(question.key, ())]

    def _replied(self, pack: Pack, reply: Reply, latency: float, now: float) -> None:
        self._note(reply.attempts)
        self._line.answered(latency, now)
        by_key = {attempt.key: attempt for attempt in reply.attempts}
        unsettled = tuple(
            question
            for question in pack.questions
            if not self._settled(question, by_key.get(question.key))
        )
        self._ask_again(pack, unsettled, now)

    def _note(self, attempts: Sequence[Attempt]) -> None:
        """Written at once: from here on a killed process does not pay for them again."""
        self._attempts.note(attempts)
        for attempt in attempts:
            self._line.budget.spend(attempt.cost_usd, certain=attempt.certain)
            if attempt.problem:
                self._line.errors[attempt.problem] += 1

    def _settled(self, question: Question, attempt: Attempt | None) -> bool:
        answers = self._earlier.get(question.key, [])
        if attempt is not None:
            answers = [*answers, attempt]
        decision = self._router.decide(question, answers)
        if decision is None:
            self._earlier[question.key] = answers
            return False
        self._earlier.pop(question.key, None)
        self._outbox.put(self._asking.settled(question, decision))
        return True

    def _ask_again(self, pack: Pack, unsettled: tuple[Question, ...], now: float) -> None:
        if not unsettled:
            return
        rest = Pack(unsettled)
        all_failed_first = len(unsettled) == len(pack.questions) and pack.new
        for part in rest.halves() if all_failed_first else rest.singles():
            self._queue.retry(part, now)

    def _failed(self, flight: Flight, failure: Failure, now: float) -> None:
        pack, trouble = flight.pack, failure.trouble
        was_down = self._line.down
        self._line.failed(failure, now)
        if trouble is Trouble.STOP:
            self._stop = self._stop or RouterError(failure.message)
        elif trouble is Trouble.BUSY:
            self._queue.retry(replace(pack, new=False), now)
        elif trouble in PASSING:
            self._passing(flight, failure, now, counts=not was_down)
        else:
            self._refused(pack, failure, now)

    def _passing(self, flight: Flight, failure: Failure, now: float, *, counts: bool) -> None:
        """Try again later; while the provider is down nothing `counts` against the tickets."""
        pack = replace(flight.pack, new=False)
        if failure.trouble is not Trouble.SERVER:
            self._note(self._router.lost(pack.questions, now - flight.start.at))
        if counts:
            slow = failure.trouble is Trouble.TIMEOUT
            pack = replace(pack, failures=pack.failures + 1, timeouts=pack.timeouts + slow)
        if self._line.out_of_patience(now):
            self._stop = self._stop or RouterError(
                f"The provider does not answer ({failure.message}); resume the run when it does."
            )
        if pack.failures >= MOST_FAILURES:
            self._give_up(pack, f"no answer after {pack.failures} tries: {failure.message}")
            return
        wait = max(back_off(max(1, pack.failures)), failure.retry_after or 0.0)
        self._queue.retry(pack, now + wait)

    def _refused(self, pack: Pack, failure: Failure, now: float) -> None:
        """The request itself is at fault: smaller packs, and in the end the one ticket."""
        if len(pack.questions) > 1:
            for part in pack.halves():
                self._queue.retry(part, now)
        else:
            self._give_up(pack, failure.message)

    def _give_up(self, pack: Pack, error: str) -> None:
        for question in pack.questions:
            failed = Decision(0, UNKNOWN, confidence=0.0, router=self._router.name, error=error)
            self._earlier.pop(question.key, None)
            self._outbox.put(self._asking.settled(question, failed))

    # Preparing questions, beside all this.

    def _prepare(self) -> None:
        enough = 2 * max(64, len(self._flights))
        if self._preparing or self._exhausted or len(self._queue) > enough:
            return
        self._asking.begin()
        loop = asyncio.get_running_loop()
        prepared = loop.run_in_executor(self._preparer, self._asking.prepare)
        self._preparing = asyncio.ensure_future(self._place(prepared))

    async def _place(self, preparing: asyncio.Future[Prepared | None]) -> None:
        try:
            prepared = await preparing
            if prepared is None:
                self._exhausted = True
                return
            batch = self._asking.place(prepared)
            self._earlier.update(batch.earlier)
            self._line.counts.reused += len(batch.decided)
            self._outbox.put(batch.decided)
            self._queue.add(batch.questions)
        except Exception as error:  # noqa: BLE001 - it ends the run, with what it is
            self._stop = self._stop or error
        finally:
            self._preparing = None
            self._wake.set()

    # Looking after it all.

    def _look_after(self, now: float) -> None:
        if self._control.cancelled:
            self._stop = self._stop or Cancelled()
        for task, flight in self._flights.items():
            if self._line.overdue(flight.start, flight.pack.timeouts, now):
                flight.given_up = True
                task.cancel()
        self._show()

    def _show(self) -> None:
        self._meter.show(self._line.traffic(self._clock(), len(self._flights)))

    async def _land(self) -> None:
        """Answers under way are paid for; wait a little for them before giving up."""
        if self._preparing:
            await asyncio.wait([self._preparing], timeout=GRACE)
        if self._flights:
            await asyncio.wait(list(self._flights), timeout=GRACE)
        for task in list(self._flights):
            task.cancel()
        if self._flights:
            await asyncio.wait(list(self._flights))


def _as_exception(error: BaseException | None) -> Exception:
    return error if isinstance(error, Exception) else RuntimeError("a request ended oddly")
