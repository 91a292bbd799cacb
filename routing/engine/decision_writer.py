"""Decisions on their way into the journal: the policy applied, written in groups."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from jobs.progress import Meter
from routing.decision import Decision
from routing.engine.journal import Attempts, Journal
from routing.signs import Sign
from routing.signs.detection import signs_of
from routing.ticket import Ticket

# Long enough that writing costs nothing beside asking, short enough that a screen looks live.
GROUP_SECONDS: Final = 0.5


class DecidesDisposition(Protocol):
    """What turns a decision into one that goes its way or waits for a person: a policy."""

    def dispose(self, decision: Decision) -> Decision:
        """The decision with its disposition."""
        ...


@dataclass
class AppliedPolicy:
    """The policy of a run; remembers id and signs of each ticket on its way through the router.

    Tickets go by in one thread and decisions come back in another; each touches a key once.
    """

    policy: DecidesDisposition
    _seen: dict[int, tuple[str, tuple[Sign, ...]]] = field(default_factory=dict)

    def watch(self, batches: Iterator[list[Ticket]]) -> Iterator[list[Ticket]]:
        """The same tickets, looked at."""
        for batch in batches:
            for ticket in batch:
                self._seen[ticket.key] = ticket.id, signs_of(ticket.text)
            yield batch

    def dispose(self, decision: Decision) -> Decision:
        """The decision with its signs and what the policy makes of it."""
        ticket_id, signs = self._seen.pop(decision.ticket_key, ("", ()))
        return self.policy.dispose(
            replace(decision, ticket_id=ticket_id, signs=(*signs, *decision.signs))
        )


class DecisionWriter:
    """Makes paid answers durable, then writes the decisions, then counts them; in that order.

    thread: where it writes, None for the loop's own pool.
    """

    def __init__(
        self,
        journal: Journal,
        attempts: Attempts,
        policy: DecidesDisposition,
        meter: Meter,
        thread: Executor | None,
    ) -> None:
        self._journal = journal
        self._attempts = attempts
        self._policy = policy
        self._meter = meter
        self._thread = thread
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
            closed = False
            while not closed:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._closed.wait(), GROUP_SECONDS)
                closed = self._closed.is_set()
                decisions, self._ready = self._ready, []
                await loop.run_in_executor(self._thread, self._write, decisions)
        finally:
            wake()

    def _write(self, decisions: Sequence[Decision]) -> None:
        self._attempts.settle()
        if decisions:
            self._journal.write([self._policy.dispose(decision) for decision in decisions])
            self._meter.add(len(decisions))
