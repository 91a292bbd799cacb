"""One dispatcher for all requests of a run: what goes, and when.

Everything here runs in one asyncio loop, so nothing needs a lock. Nothing sleeps on its own
behalf: whatever has to wait stands in the queue, and the dispatcher alone decides what goes next.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Final

from jobs.control import Cancelled, Control, Ending
from jobs.progress import Meter
from routing.attempt import Failure, Reply, Trouble
from routing.engine.asking import Asking, Batch
from routing.engine.attempts import Attempts
from routing.engine.budget import Terms
from routing.engine.disposing import Disposing
from routing.engine.flights import Flight, Flights
from routing.engine.journal import Journal
from routing.engine.line import SOON, Line
from routing.engine.outbox import Outbox
from routing.engine.outcomes import Outcomes
from routing.engine.preparing import Preparing
from routing.engine.queue import Pack, Queue
from routing.errors import RouteCaseError, RouterError
from routing.routers.router import RemoteRouter
from routing.ticket import Ticket

# How often control, deadlines and the screen are looked after.
TICK: Final = 0.25
# Answers under way are paid for: a cancelled run waits for them this long.
GRACE: Final = 4.0
# No more decisions than this wait to be written, or asking would outrun the disk.
MAX_UNWRITTEN: Final = 4_000
log = logging.getLogger(__name__)


class BudgetSpent(RouterError):  # noqa: N818 - not an error: the user asked for it
    """The run has used up what it may spend; its text says what to do."""


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
        self._line = Line(terms, attempts.paid())
        self._queue = Queue(router.pack)
        self._ending = Ending()

    async def run(self, pending: Iterator[list[Ticket]]) -> None:
        """Do it all; what was answered is written whatever happens.

        Raises Cancelled when the user cancels, RouterError when it cannot go on, and BudgetSpent
        at the end of the budget.
        """
        self._clock = asyncio.get_running_loop().time
        self._wake = asyncio.Event()
        # Two threads of our own: one prepares questions, one writes.
        with self._thread() as preparer, self._thread() as writer:
            self._assemble(pending, preparer, writer)
            writing = asyncio.create_task(self._outbox.write(self._wake.set))
            try:
                await self._until_done(writing)
            finally:
                await self._preparing.rest(GRACE)
                await self._flights.land(GRACE)
                self._outbox.close()
                try:
                    await writing
                finally:
                    self._show()
                    await self._router.close()

    def _assemble(
        self, pending: Iterator[list[Ticket]], preparer: Executor, writer: Executor
    ) -> None:
        asking = Asking(self._router, self._attempts, pending)
        self._flights = Flights(self._ending, self._wake.set)
        self._outbox = Outbox(self._journal, self._attempts, self._policy, self._meter, writer)
        self._outcomes = Outcomes(
            router=self._router, attempts=self._attempts, line=self._line, queue=self._queue,
            asking=asking, outbox=self._outbox, ending=self._ending,
        )  # fmt: skip
        self._preparing = Preparing(
            asking, preparer, self._ending, place=self._place, changed=self._wake.set
        )

    async def _until_done(self, writing: asyncio.Task[None]) -> None:
        tick = 0.0
        while not self._done():
            now = self._clock()
            if now >= tick:
                tick = now + TICK
                self._look_after(now)
            if writing.done():
                return
            self._preparing.go_on(len(self._queue), len(self._flights))
            await self._rest(min(self._start_what_may_go(), TICK))
        if self._ending.reason:
            raise self._ending.reason

    def _done(self) -> bool:
        idle = not len(self._flights) and not len(self._queue) and self._preparing.done
        return idle or self._ending.reason is not None

    async def _rest(self, seconds: float) -> None:
        """Wait for news, at most that long."""
        timer = asyncio.get_running_loop().call_later(seconds, self._wake.set)
        await self._wake.wait()
        self._wake.clear()
        timer.cancel()

    def _place(self, batch: Batch) -> None:
        """What is known already is decided, the rest is queued."""
        self._outcomes.remember(batch.earlier)
        self._line.counts.reused += len(batch.decided)
        self._outbox.put(batch.decided)
        self._queue.add(batch.questions)

    def _start_what_may_go(self) -> float:
        """Start all that may go now; seconds until more may."""
        while True:
            now = self._clock()
            pack = self._queue.next(now, whole=not self._preparing.exhausted)
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
        if self._control.paused or self._outbox.waiting > MAX_UNWRITTEN:
            return SOON
        return self._line.wait(now, charge, len(self._flights), self._flights.oldest(now))

    def _affordable(self, pack: Pack) -> bool:
        worst = self._router.worst_cost(pack.questions)
        if self._line.budget.allows(worst, pack.new_tickets):
            return True
        if not len(self._flights):
            self._ending.because(BudgetSpent(self._line.budget.sentence()))
        return False

    def _start(self, pack: Pack, now: float, charge: float) -> None:
        worst = self._router.worst_cost(pack.questions)
        self._line.budget.pledge(worst, pack.new_tickets)
        flight = Flight(pack, self._line.start(now, charge), worst)
        self._flights.launch(flight, self._fly(flight))

    async def _fly(self, flight: Flight) -> None:
        try:
            result = await self._answer(flight)
        finally:
            self._line.budget.release(flight.worst_usd)
        now = self._clock()
        seconds = now - flight.start.at
        self._line.heard(flight.start, result.limits)
        if isinstance(result, Reply):
            self._outcomes.replied(flight.pack, result, seconds, now)
        else:
            self._outcomes.failed(flight.pack, result, seconds, now)

    async def _answer(self, flight: Flight) -> Reply | Failure:
        try:
            earlier = self._outcomes.earlier(flight.pack)
            return await self._router.ask(flight.pack.questions, earlier)
        except asyncio.CancelledError:
            if not flight.given_up:
                raise
            return Failure(Trouble.TIMEOUT, "the provider did not answer in time")
        except RouteCaseError:
            raise
        except Exception:
            # One odd ticket spoils no other: its pack is split until it stands alone.
            log.exception("a request failed")
            return Failure(Trouble.REQUEST, "the router failed on this ticket")

    def _look_after(self, now: float) -> None:
        if self._control.cancelled:
            self._ending.because(Cancelled())
        self._flights.give_up(
            lambda flight: self._line.overdue(flight.start, flight.pack.timeouts, now)
        )
        self._show()

    def _show(self) -> None:
        self._meter.show(self._line.traffic(self._clock(), len(self._flights)))
