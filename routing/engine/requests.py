"""The requests of a run: those that wait in the queue, and those in flight."""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from jobs.control import Ending
from routing.attempt import Attempt, Question
from routing.engine.pacer import Start

# What questions must share to stand in one request: their examples and categories.
Shared = tuple[tuple[tuple[str, str], ...], tuple[str, ...]] | tuple[()]


@dataclass(frozen=True, slots=True)
class Pack:
    """Questions that go into one request.

    failures: how often it brought no answer; timeouts: how often of these it took too long.
    new: whether none of it has been asked in this stretch.
    batch: whether it goes through the provider's Batch API.
    """

    questions: tuple[Question, ...]
    failures: int = 0
    timeouts: int = 0
    new: bool = False
    batch: bool = False

    @property
    def new_tickets(self) -> int:
        """How many questions of it are asked for the first time in this stretch."""
        return len(self.questions) if self.new else 0

    def halves(self) -> tuple[Pack, Pack]:
        """The same questions in two requests of the same kind."""
        middle = (len(self.questions) + 1) // 2
        first, second = self.questions[:middle], self.questions[middle:]
        return replace(self, questions=first), replace(self, questions=second)

    def singles(self) -> tuple[Pack, ...]:
        """The same questions in a live request each."""
        return tuple(Pack((question,)) for question in self.questions)


@dataclass
class RequestQueue:
    """Packs in the order they should be asked.

    Questions with the same examples share a live request, up to `pack` of them; a batch holds
    questions of all kinds.
    """

    pack: int
    batch: bool = False
    _due: list[tuple[float, int, Pack]] = field(default_factory=list)
    _fresh: dict[Shared, deque[Question]] = field(default_factory=dict)
    _questions: int = 0
    _ready: Pack | None = None
    _number: count[int] = field(default_factory=count)

    def __len__(self) -> int:
        """Requests' worth of work that waits."""
        return len(self._due) + -(-self._questions // self.pack) + (self._ready is not None)

    def add(self, questions: Sequence[Question]) -> None:
        """Append new questions."""
        self._questions += len(questions)
        for question in questions:
            own: Shared = () if self.batch else (question.examples, question.categories)
            self._fresh.setdefault(own, deque()).append(question)

    def retry(self, pack: Pack, due: float) -> None:
        """Ask again at that time."""
        heapq.heappush(self._due, (due, next(self._number), pack))

    def next(self, now: float, *, whole: bool) -> Pack | None:
        """What should be asked now; it stays until `take`.

        whole: leave new questions until a pack is full, for more are coming.
        """
        if self._due and self._due[0][0] <= now:
            return self._due[0][2]
        if self._ready is None:
            self._ready = self._packed(whole=whole)
        return self._ready

    def take(self, pack: Pack) -> None:
        """The pack that `next` gave is being asked."""
        if pack is self._ready:
            self._ready = None
        else:
            heapq.heappop(self._due)

    def _packed(self, *, whole: bool) -> Pack | None:
        for kind, waiting in self._fresh.items():
            if whole and len(waiting) < self.pack:
                continue
            size = min(self.pack, len(waiting))
            taken = tuple(waiting.popleft() for _ in range(size))
            self._questions -= size
            if not waiting:
                del self._fresh[kind]
            return Pack(taken, new=True, batch=self.batch)
        return None

    def due(self) -> float | None:
        """When the next retry is due."""
        return self._due[0][0] if self._due else None


@dataclass(slots=True)
class Request:
    """A request in flight.

    start: None for a batch, which no limit of live requests holds back.
    pledged: what it may cost at most. given_up: whether it took too long.
    """

    pack: Pack
    start: Start | None
    pledged: tuple[Attempt, ...]
    given_up: bool = False


class InFlight:
    """All requests in flight, oldest first.

    on_done: called whenever one is back, whatever became of it.
    """

    def __init__(self, ending: Ending, on_done: Callable[[], None]) -> None:
        self._ending = ending
        self._on_done = on_done
        self._tasks: dict[asyncio.Task[None], Request] = {}
        self._live = 0

    def __len__(self) -> int:
        """How many there are, batches included."""
        return len(self._tasks)

    @property
    def live(self) -> int:
        """How many of them are live requests."""
        return self._live

    def oldest(self, now: float) -> float:
        """When the oldest live one was started; now, when there is none."""
        return next((r.start.at for r in self._tasks.values() if r.start), now)

    def launch(self, request: Request, work: Coroutine[None, None, None]) -> None:
        """Let it go; an error in the work itself ends the run."""
        task = asyncio.create_task(work)
        self._tasks[task] = request
        self._live += request.start is not None
        task.add_done_callback(self._back)

    def give_up(self, overdue: Callable[[Request], bool]) -> None:
        """Wait no longer for those that are overdue."""
        for task, request in self._tasks.items():
            if overdue(request):
                request.given_up = True
                task.cancel()

    async def drain(self, grace: float) -> None:
        """Answers under way are paid for: wait a little for them, then wait for none.

        A batch goes on at the provider, and is found there later.
        """
        live = [task for task, request in self._tasks.items() if request.start]
        if live and grace:
            await asyncio.wait(live, timeout=grace)
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(list(self._tasks))

    def _back(self, task: asyncio.Task[None]) -> None:
        request = self._tasks.pop(task)
        self._live -= request.start is not None
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._ending.because(error)
        self._on_done()
