"""The Freshdesk client."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from itertools import count
from typing import Any, Final

from helpdesk.answers import answer, refused, written
from helpdesk.assignments import Answer, Assignment, Result, Snapshot
from helpdesk.call import Address
from helpdesk.client import Check, Notice, Traits
from helpdesk.connected import Connected
from helpdesk.connection import Connection
from helpdesk.credentials import Credentials
from helpdesk.errors import DeskRefused, NoAnswer
from helpdesk.freshdesk import records
from helpdesk.freshdesk.lists import PAGE, TicketList, is_last
from helpdesk.pages import Pages
from helpdesk.replies import number_id
from helpdesk.tickets import Group, MovePage, TicketPage

NAME: Final = "Freshdesk"
RIGHTS: Final = "The key's owner needs a role that may view and edit all tickets and view groups."
# A write whose answer was lost may be carried out as long as a request may last, in seconds.
LATE: Final = 20.0
LISTS: Final = ("", "deleted", "spam")
NOT_THERE: Final = (
    "Freshdesk has no interface for the history of groups: a move by a person is only seen where a "
    "ticket is in another group at the next reading, or at a push. Closed tickets that were idle "
    "for 120 days are archived and in no list."
)


class Freshdesk(Connected):
    """Reads by windows of change; assigns one by one, each read right before."""

    def __init__(
        self, url: str, credentials: Credentials, notify: Callable[[Notice], None],
        *, held: Mapping[str, datetime] | None = None,
    ) -> None:  # fmt: skip
        address = Address(NAME, url, RIGHTS)
        self._connection = Connection(address, credentials, None, notify, held)

    @property
    def traits(self) -> Traits:
        """How it wants to be written to."""
        return Traits(
            NAME, max_read=1, max_write=1, chunks=1, late_seconds=LATE, lag_seconds=0.0,
            tags=True, notes=False, history=False,
        )  # fmt: skip

    async def check(self) -> Check:
        """Try what reading needs; whether the key may write shows with the first write."""
        groups = await self.groups()
        try:
            await self._connection.probe("/api/v2/tickets", {"per_page": 1})
        except DeskRefused as refusal:
            sentence = f"Freshdesk answers, but tickets cannot be read ({refusal}). {RIGHTS}"
            return Check(works=False, sentence=sentence, missing=("view tickets",))
        sentence = f"Freshdesk answers: {len(groups)} groups; tickets can be read."
        return Check(works=True, sentence=sentence, remarks=(NOT_THERE,))

    async def groups(self) -> list[Group]:
        """All groups a ticket can be assigned to."""
        found: list[Group] = []
        pages = Pages(NAME)
        for number in count(1):
            params = {"per_page": PAGE, "page": number}
            reply = await self._connection.get("/api/v2/groups", params)
            groups = reply.records("", records.group)
            found += groups
            if is_last(reply, len(groups)):
                break
            pages.read(tuple(groups))
        return found

    async def tickets(
        self, cursor: str | None, since: datetime | None
    ) -> AsyncIterator[TicketPage]:
        """Every ticket that changed since the cursor, deleted ones and spam too."""
        places: dict[str, str] = json.loads(cursor) if cursor else {}
        for only in LISTS:
            start = datetime.fromisoformat(places[only]) if only in places else since
            listed = TicketList(self._connection, only, start)
            async for tickets in listed.windows():
                yield TicketPage(tuple(tickets), json.dumps(places))
                places[only] = listed.since.isoformat()
            places[only] = listed.since.isoformat()
            yield TicketPage((), json.dumps(places))

    async def moves(
        self,
        cursor: str | None,  # noqa: ARG002 - Freshdesk does not tell moves
        since: datetime | None,  # noqa: ARG002
        tickets: Sequence[str],  # noqa: ARG002
    ) -> AsyncIterator[MovePage]:
        """None: Freshdesk does not tell them."""
        nothing: tuple[MovePage, ...] = ()
        for page in nothing:
            yield page

    async def look(self, tickets: Sequence[str]) -> dict[str, Snapshot]:
        """What the one ticket is like now."""
        found = {}
        for ticket in tickets:
            try:
                reply = await self._connection.probe(f"/api/v2/tickets/{ticket}")
            except DeskRefused as refusal:
                if refusal.status == HTTPStatus.FORBIDDEN:
                    found[ticket] = Snapshot.forbidden(ticket, f"{NAME}: {refusal}")
                elif refused(refusal) is not Result.GONE:
                    raise
            else:
                found[ticket] = reply.record(records.snapshot)
                if found[ticket].ticket != ticket:
                    raise NoAnswer(f"{NAME} answered for another ticket than {ticket}.")
        return found

    async def assign(self, assignments: Sequence[Assignment]) -> list[Answer]:
        """Write the one group, unless it was read too long ago."""
        return [await answer(each.ticket, NAME, self._assign(each)) for each in assignments]

    async def _assign(self, assignment: Assignment) -> Answer:
        ticket, group = assignment.ticket, assignment.group
        fields: dict[str, Any] = {"group_id": number_id(group)}
        if assignment.remark.changes_tags:
            fields["tags"] = assignment.remark.tags_beside(assignment.seen.tags)
        reply = await self._connection.write(
            "PUT", f"/api/v2/tickets/{ticket}", fields, read_at=assignment.read_at
        )
        now = records.snapshot(reply.fields)
        if now.ticket != ticket:
            raise NoAnswer(f"{NAME} answered for another ticket.")
        return written(NAME, assignment, now.group)
