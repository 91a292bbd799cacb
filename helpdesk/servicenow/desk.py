"""The ServiceNow client."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from typing import Any, Final, Self

from helpdesk.answers import answer
from helpdesk.connection import Address, Connection, TokenEndpoint
from helpdesk.credentials import BasicAuth, Credentials, PasswordGrant
from helpdesk.desk import (
    Answer,
    Assignment,
    Check,
    Group,
    MovePage,
    Notice,
    Result,
    Snapshot,
    TicketPage,
    Traits,
)
from helpdesk.errors import HelpDeskError
from helpdesk.servicenow import reading, records
from helpdesk.servicenow.table import Table

NAME: Final = "ServiceNow"
RIGHTS: Final = (
    "The user needs the role itil, and to read sys_user_group, and sys_audit for the history."
)
TOKENS: Final = TokenEndpoint("/oauth_token.do", form=True)
MAX_LOOKED_AT: Final = 32
# A write whose answer was lost may be carried out as long as a request may last, in seconds.
LATE: Final = 20.0


class ServiceNow:
    """Reads incidents by key; assigns one by one and compares what the answer says."""

    def __init__(
        self, url: str, credentials: Credentials, notify: Callable[[Notice], None]
    ) -> None:
        self._connection = Connection(Address(NAME, url, RIGHTS), credentials, TOKENS, notify)
        self._table = Table(self._connection)
        self._user = ""
        if isinstance(credentials, BasicAuth | PasswordGrant):
            self._user = credentials.user

    @property
    def traits(self) -> Traits:
        """How it wants to be written to."""
        return Traits(
            NAME, max_read=MAX_LOOKED_AT, max_write=1, chunks=1, late_seconds=LATE, tags=False,
            notes=True, history=True,
        )  # fmt: skip

    async def __aenter__(self) -> Self:
        """Connections are kept until the end of the block."""
        await self._connection.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close them."""
        await self._connection.__aexit__(*error)

    async def check(self) -> Check:
        """Try what reading needs; whether the user may write shows with the first write."""
        wanted = ("sys_user_group", "incident", "sys_audit")
        missing = [table for table in wanted if not await self._table.may_read(table)]
        remarks = tuple(filter(None, [_zone_remark(await self._table.read_zone(self._user))]))
        if missing:
            sentence = f"ServiceNow answers, but {', '.join(missing)} cannot be read. {RIGHTS}"
            works = missing == ["sys_audit"]
            return Check(works=works, sentence=sentence, missing=tuple(missing), remarks=remarks)
        count = len(await self.groups())
        sentence = f"ServiceNow answers: {count} groups; incidents and their history can be read."
        return Check(works=True, sentence=sentence, remarks=remarks)

    async def groups(self) -> list[Group]:
        """All groups an incident can be assigned to."""
        rows = await self._table.all("sys_user_group", ("sys_id", "name", "active"))
        return [
            Group(str(row["sys_id"]), str(row["name"]))
            for row in rows
            if row.get("active") != "false"
        ]

    async def tickets(
        self, cursor: str | None, since: datetime | None
    ) -> AsyncIterator[TicketPage]:
        """Every incident that changed since the cursor."""
        await self._learn_zone()
        async for page in reading.tickets(self._table, cursor, since):
            yield page

    async def moves(
        self,
        cursor: str | None,  # noqa: ARG002 - they are told by incident here
        since: datetime | None,  # noqa: ARG002
        tickets: Sequence[str],
    ) -> AsyncIterator[MovePage]:
        """Changes of the groups of those incidents."""
        async for page in reading.moves(self._table, tickets):
            yield page

    async def look(self, tickets: Sequence[str]) -> dict[str, Snapshot]:
        """What the incidents are like now."""
        query = "sys_idIN" + ",".join(tickets)
        reply = await self._table.get("incident", query, records.FIELDS, MAX_LOOKED_AT)
        asked = set(tickets)
        found = (records.snapshot(row) for row in reply.listed("result"))
        return {each.ticket: each for each in found if each.ticket in asked}

    async def assign(self, assignments: Sequence[Assignment]) -> list[Answer]:
        """Write the one group, unless the incident was read too long ago."""
        return [await answer(each.ticket, NAME, self._assign(each)) for each in assignments]

    async def _assign(self, assignment: Assignment) -> Answer:
        fields: dict[str, Any] = {"assignment_group": assignment.group or ""}
        if assignment.remark.note:
            fields["work_notes"] = assignment.remark.note
        now = await self._patch(assignment.ticket, fields, assignment.read_at)
        return await self._compared(assignment, now)

    async def _patch(self, ticket: str, fields: dict[str, Any], read_at: float | None) -> Snapshot:
        reply = await self._connection.write(
            "PATCH", f"/api/now/table/incident/{ticket}", fields,
            params={"sysparm_fields": ",".join(records.FIELDS),
                    "sysparm_exclude_reference_link": "true", "sysparm_display_value": "false"},
            read_at=read_at,
        )  # fmt: skip
        return records.snapshot(reply.fields["result"])

    async def _compared(self, assignment: Assignment, now: Snapshot) -> Answer:
        """What the answer shows; that it is a success proves nothing."""
        ticket, before = assignment.ticket, assignment.seen.group
        alone = _is_next(assignment.seen.stamp, now.stamp)
        if now.group == assignment.group:
            if alone:
                return Answer(ticket, Result.DONE, group=now.group)
            return await self._overlapped(assignment, now)
        if now.group == before:
            return Answer(
                ticket, Result.REFUSED,
                "ServiceNow took the request and left the group: the field may not be written, "
                "or the group is unknown.", now.group,
            )  # fmt: skip
        if alone and now.group is None:
            return await self._put_back(ticket, before)
        reason = f"Someone else or a rule moved it while it was assigned ({now.change})."
        return Answer(ticket, Result.OVERLAPPED, reason, now.group)

    async def _overlapped(self, assignment: Assignment, now: Snapshot) -> Answer:
        """Ours is written, over what someone else, or a rule, changed since the reading."""
        theirs = await self._their_group(assignment)
        reason = "Assigned, but someone else or a rule changed it between reading and writing"
        moved = theirs is not None and theirs != assignment.seen.group
        reason += f"; they had moved it to the group {theirs}." if moved else "."
        return Answer(assignment.ticket, Result.OVERLAPPED, reason, now.group, theirs)

    async def _their_group(self, assignment: Assignment) -> str | None:
        """The group that our write replaced, from the audit; None when it is not told."""
        try:
            moves = await reading.audited(self._table, [assignment.ticket])
        except HelpDeskError:
            return None
        ours = [move for move in moves if move.after == assignment.group]
        return ours[-1].before if ours else None

    async def _put_back(self, ticket: str, group: str | None) -> Answer:
        """ServiceNow dropped an unknown group and left none: the incident gets its own again."""
        reason = "ServiceNow does not know the group and left the incident without one; "
        try:
            now = await self._patch(ticket, {"assignment_group": group or ""}, None)
        except HelpDeskError:
            return Answer(ticket, Result.NO_ANSWER, reason + "putting it back had no answer.")
        back = now.group == group
        reason += "its own was put back." if back else "putting it back failed."
        return Answer(ticket, Result.REFUSED, reason, now.group)

    async def _learn_zone(self) -> None:
        remark = _zone_remark(await self._table.read_zone(self._user))
        if remark:
            self._connection.tell(remark)


def _zone_remark(zone: str) -> str:
    if zone == "?":
        return "The user's time zone cannot be read; it must be UTC (GMT) for readings to be whole."
    if zone:
        return f"The user's time zone is {zone}, not UTC; queries are put in that zone."
    return ""


def _is_next(seen: str, now: str) -> bool:
    """Whether nothing but one write lies between two counts of changes; unknown counts as so."""
    return not (seen.isdecimal() and now.isdecimal()) or int(now) == int(seen) + 1
