"""Requests in flight: started, watched, brought home."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from jobs.control import Ending
from routing.attempt import Attempt
from routing.engine.pacer import Start
from routing.engine.request_queue import Pack


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

    landed: called whenever one is back, whatever became of it.
    """

    def __init__(self, ending: Ending, landed: Callable[[], None]) -> None:
        self._ending = ending
        self._landed = landed
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

    async def land(self, grace: float) -> None:
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
        self._landed()
