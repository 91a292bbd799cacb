"""What the watch is given: tickets with their decisions, and reviews, in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from routing.evaluation.dial.certify import Counts, Flags, Floats

Names = npt.NDArray[np.object_]
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Tickets:
    """Tickets with the decisions of a router, oldest first.

    key: number of each ticket in its workspace. time: seconds since 1970, NaN where unknown.
    model: what answered, "" where unknown. text: subject and body.
    vectors: embeddings of length 1, None without an embedder.
    """

    key: Counts
    time: Floats
    text: Names
    category: Names
    confidence: Floats
    model: Names
    vectors: Vectors | None = None

    def __len__(self) -> int:
        return self.key.size

    def only(self, rows: npt.NDArray[np.intp] | slice | Flags) -> Tickets:
        """Some of them, in the order of the rows."""
        return replace(
            self,
            **{
                field.name: value[rows]
                for field in fields(self)
                if (value := getattr(self, field.name)) is not None
            },
        )


@dataclass(frozen=True, slots=True, eq=False)
class Reviews:
    """Blind looks at decisions, in the order they were made.

    ticket: key of the ticket. after: how many tickets had come when it was made.
    actual: the category a person gave. auto: whether the decision had been auto-routed.
    """

    ticket: Counts
    after: Counts
    actual: Names
    auto: Flags

    def __len__(self) -> int:
        return self.ticket.size

    def only(self, rows: npt.NDArray[np.intp] | slice | Flags) -> Reviews:
        """Some of them, in the order of the rows."""
        return Reviews(self.ticket[rows], self.after[rows], self.actual[rows], self.auto[rows])


def names(values: Sequence[str]) -> Names:
    """A column of words.

    >>> names(["a", "b"]).dtype
    dtype('O')
    """
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column
