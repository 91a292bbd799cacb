"""Help desks in a workspace: their tickets, moves and groups, and which category goes where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import duckdb
import pyarrow as pa

from helpdesk.client import DeskTicket, Group, Move, MovePage, TicketPage, Vanished
from routing.errors import WorkspaceError
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
GROUPS: Final = pa.schema([("group_id", pa.string()), ("name", pa.string())])
_WRITE_PAGE: Final = ("number_new", "add_tickets", "update_tickets", "keep_states")


@dataclass(frozen=True, slots=True)
class DeskRecord:
    """A help desk that was read.

    respects_stamps: whether its updates of many were shown to refuse old stamps, None unproven.
    read_at: when the last whole reading began, UTC. tickets: how many were read.
    """

    desk: str
    url: str
    respects_stamps: bool | None
    read_at: datetime | None
    tickets: int


def desks(workspace: Workspace) -> list[DeskRecord]:
    """The help desks whose tickets are here."""
    return [DeskRecord(*row) for row in workspace.rows("helpdesk.desks")]


def desk(workspace: Workspace, name: str) -> DeskRecord | None:
    """The help desk of that name, None when it was never read."""
    return next((each for each in desks(workspace) if each.desk == name), None)


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
            for table in ("desk", "states", "moves"):
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


def keep_proof(workspace: Workspace, name: str, *, respected: bool) -> None:
    """Keep whether updates of many tickets respect stamps at that desk."""
    workspace.execute("helpdesk.keep_proof", {"desk": name, "respected": respected})


def holds(workspace: Workspace, name: str) -> dict[str, datetime]:
    """Until when, UTC, the desk wants no more requests of each class; past ones are left out."""
    rows = workspace.rows("helpdesk.holds", [name])
    return {requests: until.replace(tzinfo=UTC) for requests, until in rows}


def keep_hold(workspace: Workspace, name: str, requests: str, until: datetime) -> None:
    """Keep until when the desk wants no more requests of that class."""
    wanted = {"desk": name, "requests": requests, "until": _plain(until)}
    workspace.execute("helpdesk.keep_hold", wanted, aside=True)


def groups(workspace: Workspace, name: str) -> list[Group]:
    """The groups of the help desk as they were read last, by name."""
    return [Group(*row) for row in workspace.rows("helpdesk.groups", [name])]


def keep_groups(workspace: Workspace, name: str, found: Sequence[Group]) -> None:
    """Keep the groups in place of those known before."""
    by_id = {each.id: each for each in found}
    rows = [{"group_id": each.id, "name": each.name} for each in by_id.values()]
    with workspace.writing() as cursor:
        cursor.execute(query("helpdesk.drop_groups"), [name])
        cursor.register("batch", pa.Table.from_pylist(rows, schema=GROUPS))
        cursor.execute(query("helpdesk.add_groups"), {"desk": name})


def mapping(workspace: Workspace, name: str) -> dict[str, str]:
    """The id of the group by category."""
    return dict(workspace.rows("helpdesk.mapping", [name]))


def map_categories(workspace: Workspace, name: str, chosen: Mapping[str, str | None]) -> None:
    """Keep the group of each of those categories; None for none."""
    with workspace.writing() as cursor:
        for category, group in chosen.items():
            wanted = {"desk": name, "category": category}
            cursor.execute(query("helpdesk.unmap"), wanted)
            if group is not None:
                cursor.execute(query("helpdesk.map"), wanted | {"group_id": group})


def _changed_at(ticket: DeskTicket) -> datetime:
    return ticket.updated_at


def _ticket_row(place: int, ticket: DeskTicket) -> dict[str, Any]:
    return {
        "place": place, "ticket": ticket.id, "subject": ticket.subject, "body": ticket.body,
        "group_id": ticket.group, "status": ticket.status.value,
        "created_at": _plain(ticket.created_at), "updated_at": _plain(ticket.updated_at),
        "solved_at": _plain(ticket.solved_at), "version": ticket.version,
        "reassignments": ticket.reassignments,
    }  # fmt: skip


def _move_row(move: Move) -> dict[str, Any]:
    return {
        "event": move.event, "ticket": move.ticket, "from_group": move.before,
        "to_group": move.after, "moved_at": _plain(move.at),
    }  # fmt: skip


def _plain(at: datetime | None) -> datetime | None:
    """UTC without saying so, as the workspace keeps times."""
    return None if at is None else at.astimezone(UTC).replace(tzinfo=None)
