"""An archive in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from helpdesk.tickets import DeskTicket, Move, MovePage, TicketPage, TicketStatus, Vanished


class MemoryArchive:
    """Keeps what was read last of each ticket, and each move once."""

    def __init__(self) -> None:
        self.tickets: dict[str, DeskTicket] = {}
        self.moves: dict[str, Move] = {}
        self.places: list[str | None] = [None, None]
        self.open: dict[str, None] = {}
        self.pages = 0

    def cursors(self) -> tuple[str | None, str | None]:
        return self.places[0], self.places[1]

    def keep_tickets(self, page: TicketPage) -> int:
        self.pages += 1
        changed = [each for each in page.tickets if self.tickets.get(each.id) != each]
        self.tickets.update((each.id, each) for each in changed)
        self.open.update((each.id, None) for each in changed)
        self.places[0] = page.cursor
        return len(changed)

    def kept(self) -> Sequence[str]:
        gone = TicketStatus.DELETED
        return [name for name, each in self.tickets.items() if each.status is not gone]

    def keep_vanished(self, found: Vanished) -> int:
        for name in found.tickets:
            self.tickets[name] = replace(self.tickets[name], status=TicketStatus.DELETED)
        self.places[0] = found.cursor
        return len(found.tickets)

    def without_history(self) -> Sequence[str]:
        return list(self.open)

    def keep_moves(self, page: MovePage) -> int:
        before = len(self.moves)
        self.moves.update((move.event, move) for move in page.moves)
        self.places[1] = page.cursor or self.places[1]
        for ticket in page.read:
            self.open.pop(ticket, None)
        return len(self.moves) - before
