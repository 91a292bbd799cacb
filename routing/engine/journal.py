"""What the engine needs of a store, as Protocols, and the same in memory for a few tickets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

from routing.attempt import Attempt
from routing.decision import Decision
from routing.ticket import Ticket


class RunStatus(StrEnum):
    """How a run stands. STOPPED: its budget is used up; INTERRUPTED: its process is gone."""

    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    STOPPED = "stopped"
    FAILED = "failed"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Paid:
    """What a run has cost so far.

    cost_usd: for what was answered. uncertain_usd: at most, beside it, for what was sent and never
    answered.
    """

    cost_usd: float = 0.0
    uncertain_usd: float = 0.0


NOTHING_PAID: Final = Paid()


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

    def end(self, status: RunStatus, seconds: float, error: str | None) -> None:
        """Record how this stretch of the run ended and how long it worked."""
        ...


class Attempts(Protocol):
    """The memory of everything that was sent and paid for, across runs."""

    def paid(self) -> Paid:
        """What this run has cost so far, earlier stretches included."""
        ...

    def recall(self, keys: Sequence[str]) -> Mapping[str, Sequence[Attempt]]:
        """The answers already there for these questions, oldest first.

        What another run has paid for comes without tokens and cost: it is free here.
        """
        ...

    def pledge(self, pledged: Sequence[Attempt]) -> float:
        """Write what is about to be sent, so that a killed process leaves it as spent.

        Returns how many dollars of it `paid` has counted already, from an earlier process.
        """
        ...

    def withdraw(self, pledged: Sequence[Attempt]) -> None:
        """These cost nothing after all."""
        ...

    def note(self, attempts: Sequence[Attempt]) -> None:
        """Write answers, in place of what was pledged under their ids; called at once."""
        ...

    def settle(self) -> None:
        """Make what was noted durable; a decision counts only after this."""
        ...


@dataclass
class MemoryJournal:
    """A journal of given tickets that ends with the process."""

    tickets: Sequence[Ticket]
    decisions: dict[int, Decision] = field(default_factory=dict)
    seconds: float = 0.0
    error: str | None = None

    def size(self) -> tuple[int, int]:
        """How many have their decision, and how many there are."""
        return len(self.decisions), len(self.tickets)

    def pending(self) -> Iterator[list[Ticket]]:
        """The tickets without a decision."""
        yield [ticket for ticket in self.tickets if ticket.key not in self.decisions]

    def describe(self, fingerprint: str, warnings: Sequence[str]) -> None:
        """Nothing is kept."""

    def write(self, decisions: Sequence[Decision]) -> None:
        """Remember them."""
        self.decisions.update({decision.ticket_key: decision for decision in decisions})

    def end(self, status: RunStatus, seconds: float, error: str | None) -> None:
        """Remember how long it took and what went wrong."""
        del status
        self.seconds, self.error = seconds, error


class MemoryAttempts:
    """A memory of attempts that ends with the process, for a preview or a trial."""

    def __init__(self) -> None:
        self.noted: list[Attempt] = []
        self._by_key: dict[str, list[Attempt]] = defaultdict(list)

    def paid(self) -> Paid:
        """Nothing: there was no earlier stretch."""
        return NOTHING_PAID

    def recall(self, keys: Sequence[str]) -> Mapping[str, Sequence[Attempt]]:
        """The answers already there for these questions."""
        return {key: tuple(self._by_key[key]) for key in keys if key in self._by_key}

    def pledge(self, pledged: Sequence[Attempt]) -> float:
        """Nothing outlives this process."""
        del pledged
        return 0.0

    def withdraw(self, pledged: Sequence[Attempt]) -> None:
        """Nothing was written."""

    def note(self, attempts: Sequence[Attempt]) -> None:
        """Remember them."""
        for attempt in attempts:
            self.noted.append(attempt)
            self._by_key[attempt.key].append(attempt)

    def settle(self) -> None:
        """Nothing is durable here."""
