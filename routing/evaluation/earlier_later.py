"""What a router does on later tickets after learning from earlier ones, as it will be used.

Cross-validation keeps a text and its copies together, so it says what happens with new texts. Where
forms and templates come again, most tickets are no such thing: the later part of a desk's tickets,
answered by what learned from the earlier part, has old and new texts as they really come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.evaluation.folds import group_near_duplicates
from routing.evaluation.statistics.intervals import Measured, proportion
from routing.ticket import Ticket

EARLIER: Final = 2 / 3
# From this share of repeated texts on, accuracy on new texts alone says little of the desk.
MANY: Final = 0.2
Answers = Callable[[Sequence[Ticket], Sequence[Ticket]], Sequence[str]]


@dataclass(frozen=True, slots=True)
class EarlierLater:
    """Later tickets answered by a router that learned from the earlier ones.

    repeated: the share of all tickets whose text another one has, equal or nearly.
    later: accuracy on the later tickets; seen, new: on those of them whose text was among the
        earlier ones, and on the others.
    """

    repeated: Measured
    later: Measured
    seen: Measured | None
    new: Measured | None

    @property
    def is_headline(self) -> bool:
        """Whether this is how the router will be used: most desks have few texts twice."""
        return self.repeated.value >= MANY


def earlier_later(
    tickets: Sequence[Ticket], texts: Sequence[str], answers: Answers
) -> EarlierLater | None:
    """Learn from the first two thirds of the labelled tickets, ask about the last one.

    tickets: by date of creation where that is known, else in the order of the file.
    texts: what a router reads of each. answers: the categories of the second tickets, by a router
        that learned from the first. None where there are too few tickets to have two parts.
    """
    order = sorted(range(len(tickets)), key=lambda i: _when(tickets[i]))
    cut = round(EARLIER * len(order))
    first, second = order[:cut], order[cut:]
    if not first or not second:
        return None
    groups = group_near_duplicates(texts)
    said = answers([tickets[i] for i in first], [tickets[i] for i in second])
    right = np.array([a == tickets[i].category for a, i in zip(said, second, strict=True)])
    seen = np.isin(groups[second], groups[first])
    copies = int((np.bincount(groups)[groups] > 1).sum())
    repeated, later = proportion(copies, len(order)), proportion(int(right.sum()), right.size)
    if repeated is None or later is None:  # pragma: no cover - both parts hold a ticket
        return None
    return EarlierLater(
        repeated, later,
        proportion(int(right[seen].sum()), int(seen.sum())),
        proportion(int(right[~seen].sum()), int((~seen).sum())),
    )  # fmt: skip


def _when(ticket: Ticket) -> tuple[bool, float, int]:
    at = ticket.created_at
    return at is None, at.timestamp() if at else 0.0, ticket.key
