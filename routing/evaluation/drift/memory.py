"""What the watch remembers of the tickets since its reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.evaluation.dial.certify import Counts, Flags
from routing.evaluation.drift.traits import Traits

MAX_TICKETS: Final = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """Tickets that counted, up to some moment; row: their places in the stream."""

    traits: Traits
    row: Counts

    def only(self, rows: Flags | slice) -> Past:
        """Some of them."""
        return Past(self.traits.only(rows), self.row[rows])


class Memory:
    """The latest tickets: their traits, and which of them counted.

    start: place in the stream of the first one remembered.
    """

    def __init__(self, nothing: Traits) -> None:
        self.traits = nothing.only(slice(0, 0))
        self.counted = np.zeros(0, dtype=bool)
        self.start = 0

    def add(self, traits: Traits, counted: Flags) -> None:
        """Remember further ones, and forget the oldest where they become too many."""
        drop = max(0, len(self.traits) - MAX_TICKETS)
        self.traits = self.traits.only(slice(drop, None)).then(traits)
        self.counted = np.concatenate([self.counted[drop:], counted])
        self.start += drop

    def until(self, row: int) -> Past:
        """Those that counted, up to a place in the stream."""
        places = np.flatnonzero(self.counted[: row - self.start + 1])
        return Past(self.traits.only(places), places + self.start)

    def moment(self, row: int) -> tuple[float, int]:
        """Time and key of the ticket at a place in the stream, or of the first remembered."""
        place = max(0, min(row - self.start, len(self.traits) - 1))
        return float(self.traits.time[place]), int(self.traits.key[place])

    def keys(self, rows: Counts) -> tuple[int, ...]:
        """The keys of the tickets at places in the stream, as far as they are remembered."""
        places = rows[rows >= self.start] - self.start
        return tuple(self.traits.key[places].tolist())
