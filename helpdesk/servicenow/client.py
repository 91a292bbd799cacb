"""The ServiceNow client."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from helpdesk.answers import answer
from helpdesk.assignments import Answer, Assignment, Result, Snapshot
from helpdesk.call import Address, TokenEndpoint
from helpdesk.client import Check, Notice, Traits
from helpdesk.connected import Connected
from helpdesk.connection import Connection
from helpdesk.credentials import BasicAuth, Credentials, PasswordGrant
from helpdesk.errors import DeskStopped, HelpDeskError
from helpdesk.replies import needed_id
from helpdesk.servicenow import deletions, history, reading, records
from helpdesk.servicenow.table import Table
from helpdesk.tickets import Group, MovePage, TicketPage, Vanished

NAME: Final = "ServiceNow"
RIGHTS: Final = (
    "The user needs the role itil, and to read sys_user_group, and sys_audit for the history."
)
TOKENS: Final = TokenEndpoint("/oauth_token.do", form=True)
NOT_UTC: Final = (
    "ServiceNow reads times in another zone than UTC, and the user's zone cannot be read: set it "
    "to UTC (GMT), so that no change is missed."
)
MAX_LOOKED_AT: Final = 32
# A write whose answer was lost may be carried out as long as a request may last, in seconds.
LATE: Final = 20.0


class ServiceNow(Connected):
    """Reads incidents by key; assigns one by one and compares what the answer says."""

    def __init__(
        self, url: str, credentials: Credentials, notify: Callable[[Notice], None],
        *, held: Mapping[str, datetime] | None = None,
    ) -> None:  # fmt: skip
        address = Address(NAME, url, RIGHTS)
        self._connection = Connection(address, credentials, TOKENS, notify, held)
        self._table = Table(self._connection)
        self._user = ""
        if isinstance(credentials, BasicAuth | PasswordGrant):
            self._user = credentials.user

    @property
    def traits(self) -> Traits:
        """How it wants to be written to."""
        return Traits(
            NAME, max_read=MAX_LOOKED_AT, max_write=1, chunks=1, late_seconds=LATE, lag_seconds=0.0,
            tags=False, notes=True, history=True,
        )  # fmt: skip

    async def check(self) -> Check:
        """Try what reading needs; whether the user may write shows with the first write."""
        wanted = ("sys_user_group", "incident", "sys_audit")
        missing = [table for table in wanted if not await self._table.may_read(table)]
        zone = "" if "incident" in missing else await self._zone_remark()
        remarks = (zone,) if zone else ()
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
            Group(needed_id(row["sys_id"]), str(row.get("name") or row["sys_id"]))
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

    async def vanished(self, cursor: str | None, tickets: Sequence[str]) -> Vanished:
        """Incidents that were deleted: the table is only shorter then."""
        return await deletions.vanished(self._table, cursor, tickets)

    async def moves(
        self,
        cursor: str | None,  # noqa: ARG002 - they are told by incident here
        since: datetime | None,  # noqa: ARG002
        tickets: Sequence[str],
    ) -> AsyncIterator[MovePage]:
        """Changes of the groups of those incidents."""
        async for page in history.moves(self._table, self._connection, tickets):
            yield page

    async def look(self, tickets: Sequence[str]) -> dict[str, Snapshot]:
        """What the incidents are like now."""
        query = "sys_idIN" + ",".join(tickets)
        reply = await self._table.get("incident", query, records.FIELDS, MAX_LOOKED_AT)
        found = {each.ticket: each for each in reply.records("result", records.snapshot)}
        if not found.keys() <= set(tickets):
            # Else incidents that are there would be taken as gone.
            raise DeskStopped(
                "ServiceNow ignores a condition on incident.sys_id: the user may not query by it."
            )
        return found

    async def assign(self, assignments: Sequence[Assignment]) -> list[Answer]:
        """Write the one group, unless the incident was read too long ago."""
        answers = [await answer(each.ticket, NAME, self._assign(each)) for each in assignments]
        return [_by_rule(each) for each in answers]

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
        reason = "Assigned, but someone else or a rule changed it between reading and writing."
        return Answer(assignment.ticket, Result.OVERLAPPED, reason, now.group, theirs)

    async def _their_group(self, assignment: Assignment) -> str | None:
        """The group that our write replaced, from the audit; None when it is not told."""
        try:
            moves = await history.audited(self._table, [assignment.ticket])
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
        remark = await self._zone_remark()
        if remark == NOT_UTC:
            raise DeskStopped(remark)
        if remark:
            self._connection.tell(remark)

    async def _zone_remark(self) -> str:
        """What is to be said of the time zone in which queries are read; empty for UTC."""
        zone = await self._table.read_zone(self._user)
        if zone == "?":
            listing = reading.INCIDENTS
            return "" if await self._table.proves_utc(listing.table, listing.time) else NOT_UTC
        if zone:
            return f"The user's time zone is {zone}, not UTC; queries are put in that zone."
        return ""


def _by_rule(answer: Answer) -> Answer:
    """A rule that forbids this one incident is no missing right."""
    ruled = answer.result is Result.FORBIDDEN and "business rule" in answer.reason.casefold()
    return replace(answer, result=Result.REFUSED) if ruled else answer


def _is_next(seen: str, now: str) -> bool:
    """Whether nothing but one write lies between two counts of changes; unknown counts as so."""
    return not (seen.isdecimal() and now.isdecimal()) or int(now) == int(seen) + 1
