"""Questions are made ready beside the asking, a few ahead of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Final

from jobs.control import Ending
from routing.engine.asking import Asking, Batch, Prepared

LEAST_AHEAD: Final = 64


class Preparing:
    """One preparation at a time, in a thread of its own.

    place: takes what a preparation brought; called in the loop.
    changed: called after each preparation, whatever came of it.
    """

    def __init__(
        self,
        asking: Asking,
        thread: Executor,
        ending: Ending,
        *,
        place: Callable[[Batch], None],
        changed: Callable[[], None],
    ) -> None:
        self._asking = asking
        self._thread = thread
        self._ending = ending
        self._place = place
        self._changed = changed
        self._going_on: asyncio.Task[None] | None = None
        self.exhausted = False

    @property
    def done(self) -> bool:
        """Whether every ticket has been prepared."""
        return self.exhausted and self._going_on is None

    def go_on(self, waiting: int, in_flight: int) -> None:
        """Prepare more, when fewer questions wait than will be asked soon."""
        if self._going_on or self.exhausted or waiting > 2 * max(LEAST_AHEAD, in_flight):
            return
        self._asking.begin()
        loop = asyncio.get_running_loop()
        prepared = loop.run_in_executor(self._thread, self._asking.prepare)
        self._going_on = asyncio.create_task(self._finish(prepared))

    async def rest(self, seconds: float) -> None:
        """Wait for the preparation that goes on, at most that long."""
        if self._going_on:
            await asyncio.wait([self._going_on], timeout=seconds)

    async def _finish(self, preparing: asyncio.Future[Prepared | None]) -> None:
        try:
            prepared = await preparing
            if prepared is None:
                self.exhausted = True
            else:
                self._place(self._asking.place(prepared))
        except Exception as error:  # noqa: BLE001 - it ends the run, with what it is
            self._ending.because(error)
        finally:
            self._going_on = None
            self._changed()
