"""The labelled tickets of a workspace that are nearest to one ticket."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from routing.evaluation.labels.nearest_labelled import Precedents
from routing.ticket import Ticket
from store import tickets
from store.workspace import Workspace
from usecases.cache import kept_while

MAX_SHOWN: Final = 20_000


@dataclass(frozen=True, slots=True)
class LabelledTickets:
    """Labelled tickets that can be asked for the nearest to another; at most 20,000, at random.

    keys: of the tickets, in the order of the precedents.
    """

    keys: tuple[int, ...]
    precedents: Precedents

    def nearest(self, ticket: Ticket, most: int) -> list[tuple[int, float]]:
        """Keys of the nearest tickets with how alike they are, 0 to 1; never the ticket itself."""
        found = self.precedents.nearest(ticket.text, most + 1)
        near = [(self.keys[row], cosine) for row, cosine in found if self.keys[row] != ticket.key]
        return near[:most]


def _imported(workspace: Workspace) -> int:
    return tickets.count(workspace)


@kept_while(_imported)
def labelled_tickets(workspace: Workspace) -> LabelledTickets:
    """Those of the workspace, read again after an import only: a million take a few seconds."""
    known = tickets.labelled(workspace, MAX_SHOWN)
    return LabelledTickets(
        tuple(ticket.key for ticket in known), Precedents([ticket.text for ticket in known])
    )
