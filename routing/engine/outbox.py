"""Decisions on their way into the journal: written in groups, in a thread of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from typing import Final

from jobs.progress import Meter
from routing.decision import Decision
from routing.engine.attempts import Attempts
from routing.engine.disposing import Disposing
from routing.engine.journal import Journal

# Long enough that writing costs nothing beside asking, short enough that a screen looks live.
GROUP_SECONDS: Final = 0.5


class Outbox:
    """Makes paid answers durable, then writes the decisions, then counts them; in that order."""

    def __init__(
        self,
        journal: Journal,
        attempts: Attempts,
        policy: Disposing,
        meter: Meter,
        writer: Executor,
    ) -> None:
        self._journal = journal
        self._attempts = attempts
        self._policy = policy
        self._meter = meter
        self._writer = writer
        self._ready: list[Decision] = []
        self._closed = asyncio.Event()

    @property
    def waiting(self) -> int:
        """Decisions that do not count yet."""
        return len(self._ready)

    def put(self, decisions: Sequence[Decision]) -> None:
        """Hand over decisions whose answers have been noted."""
        self._ready.extend(decisions)

    def close(self) -> None:
        """Write what is there, then end."""
        self._closed.set()

    async def write(self, wake: Callable[[], None]) -> None:
        """Write until closed; `wake` is called when this ends for whatever reason."""
        loop = asyncio.get_running_loop()
        try:
            while not self._closed.is_set() or self._ready:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._closed.wait(), GROUP_SECONDS)
                decisions, self._ready = self._ready, []
                await loop.run_in_executor(self._writer, self._write, decisions)
        finally:
            wake()

    def _write(self, decisions: Sequence[Decision]) -> None:
        self._attempts.settle()
        if decisions:
            self._journal.write([self._policy.dispose(decision) for decision in decisions])
            self._meter.add(len(decisions))
