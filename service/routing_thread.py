"""The one thread that owns the router: what waits is answered together, in lots of at most 32.

An embedded router answers a lot at once, which costs a third of asking ticket by ticket. A router
that asks a provider has all questions in flight side by side. Another profile takes over between
two lots.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import deque
from collections.abc import Coroutine, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from routing.decision import Decision
from routing.routers.router import RemoteRouter
from routing.ticket import Ticket
from service.errors import Overloaded, ServiceError, Stopping
from service.serving import Served, Serving

MAX_LOT: Final = 32
# So many tickets may wait; a lot takes about 40 ms, so the last of them waits 2 s.
MAX_WAITING: Final = 2_000
# Every so many seconds the deployment is looked at.
LOOK_SECONDS: Final = 1.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answered:
    """Decisions in the order of the tickets, and the fingerprint of the profile that gave them."""

    decisions: list[Decision]
    profile: str


@dataclass(frozen=True, slots=True)
class _Request:
    tickets: tuple[Ticket, ...]
    answered: Future[Answered] = field(default_factory=Future)


class RoutingThread:
    """Answers tickets of any thread; start it once and share it.

    serving: the profiles that answer, and what is compared in their shadow.
    """

    def __init__(self, serving: Serving) -> None:
        self._serving = serving
        self._loop = asyncio.new_event_loop()
        self._waiting: deque[_Request] = deque()
        self._count = 0
        self._asking: set[asyncio.Task[None]] = set()
        self._arrived = asyncio.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="router", daemon=True)

    def start(self) -> None:
        """Open the profile and begin; raises what keeps it from answering."""
        self._serving.refresh()
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Take nothing new, answer what is in flight for so long, and refuse the rest."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._end)
            self._thread.join(seconds)
        while self._waiting:
            self._waiting.popleft().answered.set_exception(_stopping())

    def submit(self, tickets: Sequence[Ticket]) -> Future[Answered]:
        """Have tickets answered; raises Overloaded or Stopping where nothing more is taken."""
        if self._stopping:
            raise _stopping()
        if self._count + len(tickets) > MAX_WAITING:
            raise Overloaded(f"{self._count:,} tickets wait already; try again in a few seconds.")
        request = _Request(tuple(tickets))
        self._loop.call_soon_threadsafe(self._put, request)
        return request.answered

    def decide(self, ticket: Ticket) -> tuple[Decision, str]:
        """The decision on one ticket, and the fingerprint of what decided."""
        answered = self.submit([ticket]).result()
        return answered.decisions[0], answered.profile

    @property
    def is_open(self) -> bool:
        """Whether a profile answers."""
        return self._serving.is_open and not self._stopping

    @property
    def profile(self) -> str:
        """The fingerprint of the profile that answers now."""
        return self._serving.current.fingerprint

    @property
    def pays(self) -> bool:
        """Whether an answer costs money."""
        return self._serving.current.pays

    def group(self, profile: str, category: str) -> str:
        """Where a category belongs at the desk: its group, else the group of its name."""
        return self._serving.group(profile, category)

    def _put(self, request: _Request) -> None:
        self._waiting.append(request)
        self._count += len(request.tickets)
        self._arrived.set()

    def _end(self) -> None:
        self._stopping = True
        self._arrived.set()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        looked = time.monotonic()
        while not self._stopping or self._waiting:
            if not self._waiting:
                self._arrived.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._arrived.wait(), LOOK_SECONDS)
            if time.monotonic() - looked >= LOOK_SECONDS:
                await asyncio.to_thread(self._look)
                looked = time.monotonic()
            lot = self._lot()
            if lot:
                await self._answer(lot)
        await asyncio.gather(*self._asking)
        await self._serving.close()

    def _look(self) -> None:
        try:
            self._serving.refresh()
        except Exception:
            log.exception("the profile that was asked for cannot be opened")

    def _lot(self) -> list[_Request]:
        """What waits, as far as it goes together; a large request goes alone."""
        lot: list[_Request] = []
        size = 0
        while self._waiting and (not lot or size + len(self._waiting[0].tickets) <= MAX_LOT):
            request = self._waiting.popleft()
            size += len(request.tickets)
            self._count -= len(request.tickets)
            # Whoever asked may be gone by now.
            if request.answered.set_running_or_notify_cancel():
                lot.append(request)
        return lot

    async def _answer(self, lot: list[_Request]) -> None:
        served = self._serving.current
        if isinstance(served.opened.router, RemoteRouter):
            for request in lot:
                self._begin(self._ask(served, request))
            return
        tickets = [ticket for request in lot for ticket in request.tickets]
        try:
            decisions = served.opened.route(tickets)
        except Exception as error:  # noqa: BLE001 - whoever asked is told
            _fail(lot, error)
            return
        given = iter(decisions)
        for request in lot:
            mine = [next(given) for _ in request.tickets]
            request.answered.set_result(Answered(mine, served.fingerprint))
        if self._serving.shadow_asks:
            self._begin(self._serving.acompare(tickets, decisions))
        else:
            self._serving.compare(tickets, decisions)
        await asyncio.sleep(0)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def _ask(self, served: Served, request: _Request) -> None:
        try:
            asked = [served.opened.aroute(ticket) for ticket in request.tickets]
            decisions = list(await asyncio.gather(*asked))
        except Exception as error:  # noqa: BLE001 - whoever asked is told
            _fail([request], error)
            return
        request.answered.set_result(Answered(decisions, served.fingerprint))
        await self._serving.acompare(request.tickets, decisions)


def _fail(lot: list[_Request], error: Exception) -> None:
    for request in lot:
        request.answered.set_exception(error)


def _stopping() -> ServiceError:
    return Stopping("The service is about to end; try again in a few seconds.")
