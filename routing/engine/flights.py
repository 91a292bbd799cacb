"""Requests under way: started, watched, brought home."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from jobs.control import Ending
from routing.engine.pacer import Start
from routing.engine.queue import Pack


@dataclass(slots=True)
class Flight:
    """A request under way."""

    pack: Pack
    start: Start
    worst_usd: float
    given_up: bool = False


class Flights:
    """All requests under way, oldest first.

    landed: called whenever one is back, whatever became of it.
    """

    def __init__(self, ending: Ending, landed: Callable[[], None]) -> None:
        self._ending = ending
        self._landed = landed
        self._under_way: dict[asyncio.Task[None], Flight] = {}

    def __len__(self) -> int:
        """How many there are."""
        return len(self._under_way)

    def oldest(self, now: float) -> float:
        """When the oldest of them was started; now, when there is none."""
        return next((flight.start.at for flight in self._under_way.values()), now)

    def launch(self, flight: Flight, work: Coroutine[None, None, None]) -> None:
        """Let it go; an error in the work itself ends the run."""
        task = asyncio.create_task(work)
        self._under_way[task] = flight
        task.add_done_callback(self._back)

    def give_up(self, overdue: Callable[[Flight], bool]) -> None:
        """Wait no longer for those that are overdue."""
        for task, flight in self._under_way.items():
            if overdue(flight):
                flight.given_up = True
                task.cancel()

    async def land(self, grace: float) -> None:
        """Answers under way are paid for: wait a little for them, then wait for none."""
        if self._under_way:
            await asyncio.wait(list(self._under_way), timeout=grace)
        for task in self._under_way:
            task.cancel()
        if self._under_way:
            await asyncio.wait(list(self._under_way))

    def _back(self, task: asyncio.Task[None]) -> None:
        del self._under_way[task]
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._ending.because(error)
        self._landed()
