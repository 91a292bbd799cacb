"""What the engine needs of a store for paid answers, and such a memory for the moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Protocol

from routing.attempt import Attempt
from routing.engine.budget import NOTHING, Paid


class Attempts(Protocol):
    """The memory of everything that was paid for, across runs."""

    def paid(self) -> Paid:
        """What this run has cost so far, earlier stretches included."""
        ...

    def recall(self, keys: Sequence[str]) -> Mapping[str, Sequence[Attempt]]:
        """The answers already there for these questions, oldest first.

        What another run has paid for comes without tokens and cost: it is free here.
        """
        ...

    def note(self, attempts: Sequence[Attempt]) -> None:
        """Write them so that a killed process does not lose them; quick, called at once."""
        ...

    def settle(self) -> None:
        """Make what was noted durable; a decision counts only after this."""
        ...


class BriefAttempts:
    """A memory that ends with the process, for a preview or a trial."""

    def __init__(self) -> None:
        self.noted: list[Attempt] = []
        self._by_key: dict[str, list[Attempt]] = defaultdict(list)

    def paid(self) -> Paid:
        """Nothing: there was no earlier stretch."""
        return NOTHING

    def recall(self, keys: Sequence[str]) -> Mapping[str, Sequence[Attempt]]:
        """The answers already there for these questions."""
        return {key: tuple(self._by_key[key]) for key in keys if key in self._by_key}

    def note(self, attempts: Sequence[Attempt]) -> None:
        """Remember them."""
        for attempt in attempts:
            self.noted.append(attempt)
            self._by_key[attempt.key].append(attempt)

    def settle(self) -> None:
        """Nothing is durable here."""
