"""The Zendesk client."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from helpdesk.answers import answer, refused, written
from helpdesk.assignments import Answer, Assignment, Result, Snapshot
from helpdesk.call import Address, TokenEndpoint
from helpdesk.client import Check, Notice, Traits
from helpdesk.connected import Connected
from helpdesk.connection import Connection
from helpdesk.credentials import Credentials
from helpdesk.errors import DeskMisuse, DeskRefused, DeskStopped, NotSent
from helpdesk.pages import Pages
from helpdesk.replies import iso_moment
from helpdesk.tickets import Group, MovePage, TicketPage
from helpdesk.zendesk import records
from helpdesk.zendesk.exports import LAST_MINUTE, Exports
from helpdesk.zendesk.jobs import Jobs, all_alike, honours_stamps

NAME: Final = "Zendesk"
RIGHTS: Final = (
    "The user must be an admin, and an OAuth token needs the scopes “read tickets:write”."
)
TOKENS: Final = TokenEndpoint("/oauth/tokens", form=False, scope="read tickets:write")
MAX_TOGETHER: Final = 100


class Zendesk(Connected):
    """Reads by the incremental exports; assigns under the stamp that was read.

    batched: whether many tickets go in one update, which is safe only where `proves_stamps`
        has shown that stamps count there.
    """

    def __init__(
        self, url: str, credentials: Credentials, notify: Callable[[Notice], None],
        *, batched: bool = True, held: Mapping[str, datetime] | None = None,
    ) -> None:  # fmt: skip
        address = Address(NAME, url, RIGHTS)
        self._connection = Connection(address, credentials, TOKENS, notify, held)
        self._exports = Exports(self._connection)
        self._jobs = Jobs(self._connection)
        self._batched = batched

    @property
    def traits(self) -> Traits:
        """How it wants to be written to."""
        return Traits(
            NAME, max_read=MAX_TOGETHER, max_write=MAX_TOGETHER if self._batched else 1, chunks=4,
            late_seconds=3.0, lag_seconds=LAST_MINUTE, tags=True, notes=True, history=True,
        )  # fmt: skip

    async def check(self) -> Check:
        """Try what reading and assigning need, without writing."""
        groups = await self.groups()
        refusal = await self._exports.refusal()
        if refusal:
            return Check(
                works=False,
                sentence=f"Zendesk answers, but tickets cannot be read ({refusal}). {RIGHTS}",
                missing=("incremental exports (admin)",),
            )
        return Check(
            works=True, sentence=f"Zendesk answers: {len(groups)} groups; tickets can be read."
        )

    async def groups(self) -> list[Group]:
        """All groups a ticket can be assigned to."""
        found: list[Group] = []
        params: dict[str, Any] = {"page[size]": MAX_TOGETHER}
        pages = Pages(NAME)
        while True:
            reply = await self._connection.get("/api/v2/groups", params)
            page = reply.records("groups", records.group)
            found += filter(None, page)
            more = reply.fields.get("meta") or {}
            pages.read(tuple(page), more.get("after_cursor"))
            if more.get("has_more") and more.get("after_cursor"):
                params["page[after]"] = more["after_cursor"]
            elif not more and reply.fields.get("next_page"):  # pages by number, as before cursors
                params["page"] = int(params.get("page", 1)) + 1
            else:
                return found

    def tickets(self, cursor: str | None, since: datetime | None) -> AsyncIterator[TicketPage]:
        """Every ticket that changed since the cursor, up to a minute ago."""
        return self._exports.tickets(cursor, since)

    def moves(
        self,
        cursor: str | None,
        since: datetime | None,
        tickets: Sequence[str],
    ) -> AsyncIterator[MovePage]:
        """Changes of groups since the cursor."""
        return self._exports.moves(cursor, since, tickets)

    async def look(self, tickets: Sequence[str]) -> dict[str, Snapshot]:
        """What the tickets are like now."""
        reply = await self._connection.get("/api/v2/tickets/show_many", {"ids": ",".join(tickets)})
        asked = set(tickets)
        found = reply.records("tickets", records.snapshot)
        return {each.ticket: each for each in found if each.ticket in asked}

    async def assign(self, assignments: Sequence[Assignment]) -> list[Answer]:
        """Write up to max_write groups, each under the stamp it was seen with."""
        if self._batched:
            try:
                return await self._jobs.update(assignments)
            except (NotSent, DeskStopped) as error:
                return all_alike(assignments, Result.NOT_SENT, str(error))
            except DeskRefused as refusal:
                result = refused(refusal)
                if result in (Result.FORBIDDEN, Result.FAILED):
                    return all_alike(assignments, result, f"Zendesk: {refusal}")
                # One wrong update may have spoilt the request for all: each goes alone.
        alone = (answer(each.ticket, NAME, self._assign(each)) for each in assignments)
        return list(await asyncio.gather(*alone))

    async def proves_stamps(self, tickets: Sequence[str]) -> bool | None:
        """Whether updates of many respect stamps: tried with an old stamp and the present group.

        tickets: up to max_read; the first open one is taken.
        None when Zendesk gave no clear answer.
        """
        seen = await self.look(tickets)
        there = (seen[ticket] for ticket in tickets if ticket in seen)
        chosen = next((each for each in there if not each.status.is_final), None)
        if chosen is None:
            raise DeskMisuse("The ticket for the proof is closed or gone; name an open one.")
        old = iso_moment(chosen.stamp) - timedelta(days=1)
        stale = replace(chosen, stamp=f"{old:%Y-%m-%dT%H:%M:%SZ}")
        return await honours_stamps(self._jobs, Assignment(stale, chosen.group))

    async def _assign(self, assignment: Assignment) -> Answer:
        fields = records.update(assignment)
        if assignment.remark.changes_tags:
            fields["tags"] = assignment.remark.tags_beside(assignment.seen.tags)
        ticket = assignment.ticket
        reply = await self._connection.write("PUT", f"/api/v2/tickets/{ticket}", {"ticket": fields})
        group = records.text_id(reply.fields["ticket"]["group_id"])
        return written(NAME, assignment, group)
