"""The tickets and moves of a help desk in a workspace, as far as they were read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import duckdb
import pyarrow as pa

from helpdesk.tickets import DeskTicket, Move, MovePage, TicketPage, Vanished
from routing.errors import WorkspaceError
from store.helpdesk.connections import desk, utc_unmarked
from store.queries import query
from store.workspace import Workspace

TICKETS: Final = pa.schema(
    [
        ("place", pa.int64()), ("ticket", pa.string()), ("subject", pa.string()),
        ("body", pa.string()), ("group_id", pa.string()), ("status", pa.string()),
        ("created_at", pa.timestamp("us")), ("updated_at", pa.timestamp("us")),
        ("solved_at", pa.timestamp("us")), ("version", pa.string()), ("reassignments", pa.int32()),
    ]
)  # fmt: skip
MOVES: Final = pa.schema(
    [
        ("event", pa.string()), ("ticket", pa.string()), ("from_group", pa.string()),
        ("to_group", pa.string()), ("moved_at", pa.timestamp("us")),
    ]
)  # fmt: skip
_WRITE_PAGE: Final = (
    "number_new", "add_tickets", "update_tickets", "keep_regroupings", "keep_states",
)  # fmt: skip


def open_archive(workspace: Workspace, name: str, title: str, url: str) -> Archive:
    """Where the tickets of that help desk are kept.

    After its import was taken back all is read anew. Raises WorkspaceError when the workspace
    holds tickets of another desk of the same kind.
    """
    known = desk(workspace, name)
    if known and known.url != url and known.tickets:
        raise WorkspaceError(
            f"This workspace holds tickets of {known.url}; take a workspace of its own for {url}."
        )
    with workspace.writing() as cursor:
        there = cursor.execute(query("helpdesk.import_of"), [name]).fetchone()
        if there is None or (known and known.url != url):
            for table in ("desk", "states", "moves", "regroupings"):
                cursor.execute(query(f"helpdesk.forget_{table}"), [name])
            wanted = {"title": title, "mark": f"{name} {url} {datetime.now(UTC).isoformat()}"}
            there = cursor.execute(query("helpdesk.add_import"), wanted).fetchone()
            number = there[0] if there else 0
            cursor.execute(
                query("helpdesk.add_desk"), {"desk": name, "url": url, "import_id": number}
            )
    return Archive(workspace, name, int(there[0]) if there else 0)


@dataclass(frozen=True, slots=True)
class Archive:
    """The tickets of one help desk; a page and its cursor are kept in one transaction."""

    workspace: Workspace
    desk: str
    import_id: int

    def cursors(self) -> tuple[str | None, str | None]:
        """From where tickets and moves go on."""
        ((tickets, moves),) = self.workspace.rows("helpdesk.cursors", [self.desk])
        return tickets, moves

    def keep_tickets(self, page: TicketPage) -> int:
        """Keep tickets in place of their older versions; how many are new or differ."""
        newest = {each.id: each for each in sorted(page.tickets, key=_changed_at)}
        rows = [_ticket_row(place, each) for place, each in enumerate(newest.values(), 1)]
        changed = 0
        with self.workspace.writing(aside=not rows) as cursor:
            if rows:
                changed = self._keep(cursor, pa.Table.from_pylist(rows, schema=TICKETS))
            wanted = {"desk": self.desk, "cursor": page.cursor}
            cursor.execute(query("helpdesk.keep_tickets_cursor"), wanted)
        return changed

    def _keep(self, cursor: duckdb.DuckDBPyConnection, batch: pa.Table) -> int:
        cursor.register("batch", batch)
        cursor.execute(query("helpdesk.changed"), {"desk": self.desk})
        (changed,) = cursor.execute(query("helpdesk.count_changed")).fetchone() or (0,)
        if changed:
            given = {
                "add_tickets": {"import_id": self.import_id},
                "keep_regroupings": {"desk": self.desk},
                "keep_states": {"desk": self.desk},
            }
            for name in _WRITE_PAGE:
                cursor.execute(query(f"helpdesk.{name}"), given.get(name, {}))
            cursor.execute(query("helpdesk.close_import"), [self.import_id])
        return int(changed)

    def keep_told(self, tickets: Sequence[DeskTicket]) -> None:
        """Keep tickets that the desk told of by itself; a reading goes on where it was."""
        rows = [_ticket_row(place, each) for place, each in enumerate(tickets, 1)]
        if rows:
            with self.workspace.writing() as cursor:
                self._keep(cursor, pa.Table.from_pylist(rows, schema=TICKETS))

    def kept(self) -> Sequence[str]:
        """All tickets that are not known to be deleted."""
        return [ticket for (ticket,) in self.workspace.rows("helpdesk.kept", [self.desk])]

    def keep_vanished(self, found: Vanished) -> int:
        """Mark tickets as deleted, and keep the cursor; how many were marked."""
        with self.workspace.writing(aside=not found.tickets) as cursor:
            if found.tickets:
                wanted = {"desk": self.desk, "tickets": list(found.tickets)}
                cursor.execute(query("helpdesk.mark_deleted"), wanted)
            wanted_cursor = {"desk": self.desk, "cursor": found.cursor}
            cursor.execute(query("helpdesk.keep_tickets_cursor"), wanted_cursor)
        return len(found.tickets)

    def without_history(self) -> Sequence[str]:
        """Tickets that changed since their moves were read."""
        return [ticket for (ticket,) in self.workspace.rows("helpdesk.without_moves", [self.desk])]

    def keep_moves(self, page: MovePage) -> int:
        """Keep moves, each event once; how many are new."""
        newest = {move.event: _move_row(move) for move in page.moves}
        new = 0
        with self.workspace.writing(aside=not newest) as cursor:
            if newest:
                batch = pa.Table.from_pylist(list(newest.values()), schema=MOVES)
                cursor.register("batch", batch)
                found = cursor.execute(query("helpdesk.keep_moves"), {"desk": self.desk})
                new = len(found.fetchall())
            if page.read:
                wanted = {"desk": self.desk, "tickets": list(page.read)}
                cursor.execute(query("helpdesk.moves_read"), wanted)
            if page.cursor:
                wanted_cursor = {"desk": self.desk, "cursor": page.cursor}
                cursor.execute(query("helpdesk.keep_moves_cursor"), wanted_cursor)
        return new

    def finish(self, began: datetime) -> None:
        """After a whole reading that began then, UTC: solved tickets become labelled ones."""
        with self.workspace.writing() as cursor:
            cursor.execute(query("helpdesk.label"), {"desk": self.desk})
            wanted = {"desk": self.desk, "read_at": began.astimezone(UTC).replace(tzinfo=None)}
            cursor.execute(query("helpdesk.keep_read_at"), wanted)


def _changed_at(ticket: DeskTicket) -> datetime:
    return ticket.updated_at


def _ticket_row(place: int, ticket: DeskTicket) -> dict[str, Any]:
    return {
        "place": place, "ticket": ticket.id, "subject": ticket.subject, "body": ticket.body,
        "group_id": ticket.group, "status": ticket.status.value,
        "created_at": utc_unmarked(ticket.created_at),
        "updated_at": utc_unmarked(ticket.updated_at),
        "solved_at": utc_unmarked(ticket.solved_at), "version": ticket.version,
        "reassignments": ticket.reassignments,
    }  # fmt: skip


def _move_row(move: Move) -> dict[str, Any]:
    return {
        "event": move.event, "ticket": move.ticket, "from_group": move.before,
        "to_group": move.after, "moved_at": utc_unmarked(move.at),
    }  # fmt: skip
