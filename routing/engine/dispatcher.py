"""One dispatcher for all requests of a run: what goes, and when.

Everything here runs in one asyncio loop, so nothing needs a lock. Nothing sleeps on its own
behalf: whatever has to wait stands in the queue, and the dispatcher alone decides what goes next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Final

from jobs.control import Cancelled, Control, Ending
from jobs.progress import Meter
from routing.attempt import Reply
from routing.engine.decision_writer import DecidesDisposition, DecisionWriter
from routing.engine.journal import Attempts, Journal
from routing.engine.outcomes import Outcomes
from routing.engine.pacer import Start
from routing.engine.provider_limits import RECHECK_SECONDS, EndpointLimits, limits_of
from routing.engine.questions import Preparation, Questions, Resolved
from routing.engine.requests import InFlight, Pack, Request, RequestQueue
from routing.engine.retry_policy import GRACE_SECONDS
from routing.engine.run_limits import Budget, BudgetSpent, EndpointAccess, Terms
from routing.engine.transports import BatchTransport, Transports, UnprovenBatches
from routing.routers.router import RemoteRouter
from routing.ticket import Ticket

# How often control, deadlines and the screen are looked after.
TICK_SECONDS: Final = 0.25
# No more decisions than this wait to be written, or asking would outrun the disk.
MAX_UNWRITTEN: Final = 4_000
Thread = Callable[[], AbstractContextManager[Executor | None]]


class Dispatcher:
    """Asks every pending ticket's question until each has its decision.

    limits: of the endpoint; else those that everybody in this process shares.
    batch: the way through the provider's Batch API, for runs that take it.
    grace: seconds that the end waits for questions in preparation and answers under way.
    thread: where questions are prepared and decisions written.
    """

    def __init__(
        self,
        router: RemoteRouter,
        journal: Journal,
        attempts: Attempts,
        *,
        policy: DecidesDisposition,
        control: Control,
        meter: Meter,
        terms: Terms,
        limits: EndpointLimits | None = None,
        batch: BatchTransport | None = None,
        grace: float = GRACE_SECONDS,
        thread: Thread = lambda: ThreadPoolExecutor(1),
    ) -> None:
        self._router = router
        self._journal = journal
        self._attempts = attempts
        self._policy = policy
        self._control = control
        self._meter = meter
        self._thread = thread
        self._batch = batch
        self._transports = Transports(router, batch)
        self._grace = grace
        self._budget = Budget(terms, attempts)
        self._access = EndpointAccess(limits or limits_of(router.limits_id), terms)
        self._queue = RequestQueue(batch.pack if batch else router.pack, batch=batch is not None)
        self._ending = Ending()
        self._reused = 0
        self._unproven = UnprovenBatches(batch, self._queue)

    async def run(self, pending: Iterator[list[Ticket]]) -> None:
        """Do it all; what was answered is written whatever happens.

        Raises Cancelled when the user cancels, RouterError when it cannot go on, and BudgetSpent
        at the end of the budget.
        """
        self._clock = asyncio.get_running_loop().time
        self._wake = asyncio.Event()
        if self._batch:
            await self._batch.open()
        # Two threads: one prepares questions, one writes.
        with self._access, self._thread() as preparer, self._thread() as writer:
            self._assemble(pending, preparer, writer)
            writing = asyncio.create_task(self._writer.write(self._wake.set))
            try:
                await self._until_done(writing)
                self._outcomes.finish()
            finally:
                until = self._clock() + self._grace
                await self._preparation.rest(self._grace)
                await self._in_flight.drain(max(0.0, until - self._clock()))
                self._writer.close()
                try:
                    await writing
                finally:
                    self._show()

    @property
    def all_failed(self) -> str | None:
        """The words of the last failure where nothing usable was got at all, else None."""
        useful = self._outcomes.useful
        return None if useful.proven or self._reused else useful.last_problem or None

    def _assemble(
        self, pending: Iterator[list[Ticket]], preparer: Executor | None, writer: Executor | None
    ) -> None:
        questions = Questions(self._router, self._attempts, pending)
        self._in_flight = InFlight(self._ending, self._wake.set)
        self._writer = DecisionWriter(
            self._journal, self._attempts, self._policy, self._meter, writer
        )
        self._outcomes = Outcomes(
            router=self._router, budget=self._budget, access=self._access, queue=self._queue,
            questions=questions, writer=self._writer, ending=self._ending,
        )  # fmt: skip
        self._preparation = Preparation(
            questions,
            preparer,
            self._ending,
            deliver=self._queue_up,
            changed=self._wake.set,
        )

    async def _until_done(self, writing: asyncio.Task[None]) -> None:
        tick = 0.0
        while not self._done():
            now = self._clock()
            if now >= tick:
                tick = now + TICK_SECONDS
                self._look_after(now)
            if writing.done():
                return
            self._preparation.go_on(len(self._queue), len(self._in_flight))
            self._unproven.go_on(
                proven=self._outcomes.useful.proven, asking=self._in_flight.live > 0
            )
            await self._rest(min(self._start_what_may_go(), TICK_SECONDS))
        if self._ending.reason:
            raise self._ending.reason

    def _done(self) -> bool:
        waiting = len(self._in_flight) or len(self._queue) or len(self._unproven)
        idle = not waiting and self._preparation.done
        return idle or self._ending.reason is not None

    async def _rest(self, seconds: float) -> None:
        """Wait for news, at most that long."""
        timer = asyncio.get_running_loop().call_later(seconds, self._wake.set)
        await self._wake.wait()
        self._wake.clear()
        timer.cancel()

    def _queue_up(self, resolved: Resolved) -> None:
        """What is known already is decided, the rest is queued."""
        self._outcomes.remember(resolved.earlier)
        self._reused += resolved.reused
        self._writer.put(resolved.decided)
        self._queue.add(resolved.questions)

    def _start_what_may_go(self) -> float:
        """Start all that may go now; seconds until more may."""
        while True:
            now = self._clock()
            pack = self._queue.next(now, whole=not self._preparation.exhausted)
            if pack is None:
                due = self._queue.due()
                return TICK_SECONDS if due is None else max(0.0, due - now)
            if self._control.paused or self._writer.waiting > MAX_UNWRITTEN:
                return RECHECK_SECONDS
            if self._unproven.holds(pack, proven=self._outcomes.useful.proven):
                continue
            if self._made_smaller(pack):
                continue
            if not self._affordable(pack):
                return TICK_SECONDS
            start = None if pack.batch else self._try_start(pack, now)
            if isinstance(start, float):
                return start
            self._queue.take(pack)
            self._launch(pack, start)

    def _try_start(self, pack: Pack, now: float) -> Start | float:
        """Start it if it may go now, else the seconds until there may be one."""
        return self._access.try_start(
            now, self._router.charge(pack.questions), self._in_flight.live,
            self._in_flight.oldest(now), proven=self._outcomes.useful.proven,
        )  # fmt: skip

    def _made_smaller(self, pack: Pack) -> bool:
        """A batch that the budget does not allow is cut in two."""
        if not pack.batch or len(pack.questions) == 1 or self._allowed(pack):
            return False
        self._queue.take(pack)
        for half in pack.halves():
            self._queue.retry(half, 0.0)
        return True

    def _affordable(self, pack: Pack) -> bool:
        if self._allowed(pack):
            return True
        if not len(self._in_flight):
            self._ending.because(BudgetSpent(self._budget.sentence()))
        return False

    def _allowed(self, pack: Pack) -> bool:
        return self._budget.allows(self._transports.pledge(pack), pack.new_tickets)

    def _launch(self, pack: Pack, start: Start | None) -> None:
        pledged = self._transports.pledge(pack)
        self._budget.pledge(pledged, pack.new_tickets)
        request = Request(pack, start, pledged)
        self._in_flight.launch(request, self._answered(request))

    async def _answered(self, request: Request) -> None:
        try:
            result = await self._transports.ask(request, self._outcomes.earlier(request.pack))
        except BaseException:
            # Nobody will hear of it again, and it may be charged.
            self._budget.lost(request.pledged)
            self._access.abandoned()
            raise
        if isinstance(result, Reply):
            self._outcomes.replied(request, result, self._clock())
        else:
            self._outcomes.failed(request, result, self._clock())

    def _look_after(self, now: float) -> None:
        if self._control.cancelled:
            self._ending.because(Cancelled())
        self._in_flight.give_up(lambda request: self._overdue(request, now))
        self._show()

    def _overdue(self, request: Request, now: float) -> bool:
        start, timeouts = request.start, request.pack.timeouts
        return start is not None and self._access.overdue(start, timeouts, now)

    def _show(self) -> None:
        in_flight = len(self._in_flight)
        traffic = self._access.traffic(self._clock(), in_flight, self._reused, self._budget)
        if self._batch and self._batch.status:
            traffic = replace(traffic, waiting=self._batch.status)
        self._meter.show(traffic)
