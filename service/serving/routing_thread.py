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
from typing import Any, Final

from routing.decision import Decision
from routing.errors import RouteCaseError
from routing.ticket import Ticket
from service.errors import Overloaded, ServiceError, Stopping
from service.serving.open_profiles import Served, Serving
from service.serving.routing_requests import Answered, RoutingRequest, tell

MAX_LOT: Final = 32
# So many tickets may wait; a lot takes about 40 ms, so the last of them waits 2 s.
MAX_WAITING: Final = 2_000
# Every so many seconds the deployment is looked at.
LOOK_SECONDS: Final = 1.0
# So many tickets a request may hold.
MAX_REQUEST: Final = 100
WARM_UP: Final = Ticket(0, "", "", "Hello")
log = logging.getLogger(__name__)


class RoutingThread:
    """Answers tickets of any thread; start it once and share it.

    serving: the profiles that answer, and what is compared in their shadow.
    """

    def __init__(self, serving: Serving) -> None:
        self._serving = serving
        self._loop = asyncio.new_event_loop()
        self._waiting: deque[RoutingRequest] = deque()
        self._is_idle = False
        self._asking: set[asyncio.Task[None]] = set()
        self._arrived = asyncio.Event()
        self._stopping = False
        self._looking = False
        self._thread = threading.Thread(target=self._run, name="router", daemon=True)

    def start(self) -> None:
        """Open the profile and begin; raises what keeps it from answering."""
        self._serving.refresh()
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Take nothing new, answer what is in flight for so long, and refuse the rest."""
        self._stopping = True
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._arrived.set)
            self._thread.join(seconds)
        tell([(each, _stopping()) for each in self._waiting])
        self._waiting.clear()

    def submit(self, tickets: Sequence[Ticket]) -> Future[Answered]:
        """Have tickets answered; raises Overloaded or Stopping where nothing more is taken."""
        answered: Future[Answered] = Future()
        self._take(RoutingRequest(tuple(tickets), answered))
        return answered

    async def ask(self, tickets: Sequence[Ticket]) -> Answered:
        """The same within an event loop."""
        answered: asyncio.Future[Answered] = asyncio.get_running_loop().create_future()
        self._take(RoutingRequest(tuple(tickets), answered))
        return await answered

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

    def again(self, profile: str, earlier: Decision, ticket: Ticket) -> Decision:
        """An earlier answer to the text of a ticket, as that profile gives it for the ticket."""
        return self._serving.again(profile, earlier, ticket)

    def group(self, profile: str, category: str) -> str:
        """Where a category belongs at the desk: its group, else the group of its name."""
        return self._serving.group(profile, category)

    def _take(self, request: RoutingRequest) -> None:
        if self._stopping:
            raise _stopping()
        waiting = self._under_way()
        if waiting + len(request.tickets) > MAX_WAITING:
            raise Overloaded(f"{waiting:,} tickets wait already; try again in a few seconds.")
        self._waiting.append(request)
        # A thread that works looks again by itself; waking it costs a system call.
        if self._is_idle:
            self._is_idle = False
            self._loop.call_soon_threadsafe(self._arrived.set)

    def _under_way(self) -> int:
        """Tickets that wait, and requests that a provider is asked about; 0 while they are few."""
        if len(self._waiting) + len(self._asking) <= MAX_WAITING // MAX_REQUEST:
            return 0
        return sum(len(each.tickets) for each in tuple(self._waiting)) + len(self._asking)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._warm_up()
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    def _warm_up(self) -> None:
        """The embedding model's files are read at the first text: no ticket shall wait for them."""
        if self._serving.is_open and not self._serving.current.asks:
            with suppress(RouteCaseError):
                self._serving.current.opened.route([WARM_UP])

    async def _serve(self) -> None:
        looked = time.monotonic()
        while not self._stopping or self._waiting:
            if not self._waiting:
                self._arrived.clear()
                self._is_idle = True
                # Whoever came in between did not see that a wake is needed.
                if self._waiting:
                    self._arrived.set()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._arrived.wait(), LOOK_SECONDS)
                self._is_idle = False
            if time.monotonic() - looked >= LOOK_SECONDS and not self._looking:
                # Another profile is opened beside the work: nobody waits for it.
                self._looking = True
                self._begin(asyncio.to_thread(self._look))
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
        finally:
            self._looking = False

    def _lot(self) -> list[RoutingRequest]:
        """What waits, as far as it goes together; a large request goes alone."""
        lot: list[RoutingRequest] = []
        size = 0
        while self._waiting and (not lot or size + len(self._waiting[0].tickets) <= MAX_LOT):
            request = self._waiting.popleft()
            size += len(request.tickets)
            # Whoever asked may be gone by now.
            if not request.answered.cancelled():
                lot.append(request)
        return lot

    async def _answer(self, lot: list[RoutingRequest]) -> None:
        served = self._serving.current
        if served.asks:
            for request in lot:
                self._begin(self._ask(served, request))
            return
        tickets = [ticket for request in lot for ticket in request.tickets]
        try:
            decisions = served.opened.route(tickets)
        except Exception as error:  # noqa: BLE001 - whoever asked is told
            tell([(request, error) for request in lot])
            return
        given = iter(decisions)
        tell(
            [
                (each, Answered([next(given) for _ in each.tickets], served.fingerprint))
                for each in lot
            ]
        )
        if self._serving.shadow_asks:
            self._begin(self._serving.acompare(tickets, decisions))
        else:
            self._serving.compare(tickets, decisions)
        await asyncio.sleep(0)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def _ask(self, served: Served, request: RoutingRequest) -> None:
        try:
            asked = [served.opened.aroute(ticket) for ticket in request.tickets]
            decisions = list(await asyncio.gather(*asked))
        except Exception as error:  # noqa: BLE001 - whoever asked is told
            tell([(request, error)])
            return
        tell([(request, Answered(decisions, served.fingerprint))])
        await self._serving.acompare(request.tickets, decisions)


def _stopping() -> ServiceError:
    return Stopping("The service is about to end; try again in a few seconds.")
