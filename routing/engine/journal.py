"""What the engine needs of a store: what is open, and a place to write what is decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from routing.decision import Decision
from routing.ticket import Ticket


class Journal(Protocol):
    """The memory of one run. A decision that was written counts; nothing else does."""

    def size(self) -> tuple[int, int]:
        """How many tickets have their decision, and how many there are."""
        ...

    def pending(self) -> Iterator[list[Ticket]]:
        """The tickets that still wait for a decision, in batches."""
        ...

    def describe(self, fingerprint: str, warnings: Sequence[str]) -> None:
        """Record which router it became, and what it warns of."""
        ...

    def write(self, decisions: Sequence[Decision]) -> None:
        """Write decisions for good; all of them or none."""
        ...

    def end(self, status: str, seconds: float, error: str | None) -> None:
        """Record how this stretch of the run ended and how long it worked."""
        ...
