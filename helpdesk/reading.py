"""Reading a help desk into an archive: once whole, afterwards only what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from helpdesk.client import HelpDesk
from helpdesk.tickets import MovePage, TicketPage, Vanished


class TicketArchive(Protocol):
    """Where tickets and moves are kept. A page and its cursor are kept in one, or not at all."""

    def cursors(self) -> tuple[str | None, str | None]:
        """From where tickets and moves go on; None where nothing was read."""
        ...

    def keep_tickets(self, page: TicketPage) -> int:
        """Keep tickets in place of their older versions; how many are new or differ."""
        ...

    def kept(self) -> Sequence[str]:
        """All tickets that are not known to be deleted."""
        ...

    def keep_vanished(self, found: Vanished) -> int:
        """Mark tickets as deleted, and keep the cursor of tickets; how many were marked."""
        ...

    def without_history(self) -> Sequence[str]:
        """Tickets that changed since their moves were read."""
        ...

    def keep_moves(self, page: MovePage) -> int:
        """Keep moves, each event once; how many are new."""
        ...


@dataclass(frozen=True, slots=True)
class Read:
    """How far a reading is: tickets and moves that came new or changed.

    total: tickets to read in all, where the desk tells.
    """

    tickets: int = 0
    moves: int = 0
    total: int | None = None


async def read(
    desk: HelpDesk,
    archive: TicketArchive,
    since: datetime | None,
    progress: Callable[[Read], None],
    *,
    history: bool = True,
) -> Read:
    """Read what changed, tickets first. It may be ended at any time and goes on from there.

    since: where the first reading begins; afterwards the archive knows. progress may raise.
    """
    at_tickets, at_moves = archive.cursors()
    tickets = moves = 0
    total: int | None = None
    async for page in desk.tickets(at_tickets, since):
        tickets += archive.keep_tickets(page)
        total = total or page.total
        progress(Read(tickets, moves, total))
    at_tickets, _ = archive.cursors()
    tickets += archive.keep_vanished(await desk.vanished(at_tickets, archive.kept()))
    if history and desk.traits.history:
        async for found in desk.moves(at_moves, since, archive.without_history()):
            moves += archive.keep_moves(found)
            progress(Read(tickets, moves, total))
    return Read(tickets, moves, total)
