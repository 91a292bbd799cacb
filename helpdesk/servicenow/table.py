"""ServiceNow's Table API, read so that no row is lost while rows change.

Pages by offset skip what moves meanwhile. So rows come by key: after the time and the sys_id of
the last one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from helpdesk.connection import Connection
from helpdesk.errors import DeskRefused, DeskStopped
from helpdesk.replies import Reply
from helpdesk.servicenow.paging import Paging

PAGE: Final = 1000
# Tries of the proof that times are UTC: the row it looks for may change meanwhile.
PROOFS: Final = 3
# The condition that no row meets, whoever may see it.
NO_ROW: Final = "sys_id=" + "0" * 32
UTC_NAMES: Final = frozenset({"UTC", "GMT", "Etc/UTC", "Etc/GMT", "Etc/Greenwich", "Zulu"})

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """The place of a row: its time, UTC, and its sys_id. An empty sys_id: before all of them."""

    at: datetime
    sys_id: str = ""


Place = TypeVar("Place", Key, str)


@dataclass(frozen=True, slots=True)
class Listing:
    """What to read: a table, a condition on its rows, the time they are ordered by, the fields."""

    table: str
    condition: str
    time: str
    fields: tuple[str, ...]


class Table:
    """Reads tables. zone: the time zone in which the user's queries are understood."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.zone: ZoneInfo | None = None
        self._counts_rightly: bool | None = None

    async def get(self, table: str, query: str, fields: Sequence[str], limit: int) -> Reply:
        """One page of a table."""
        return await self._page(table, _params(query, fields, limit))

    async def may_read(self, table: str) -> bool:
        """Whether the user may read the table."""
        try:
            await self._connection.probe(_path(table), _params("", ("sys_id",), 1))
        except DeskRefused:
            return False
        return True

    async def count(self, table: str, condition: str = "") -> int | None:
        """How many rows there are, also those the user may not see; None where it is not told."""
        return (await self.get(table, condition, ("sys_id",), 1)).total

    async def all(
        self, table: str, fields: Sequence[str], condition: str = "", page: int = PAGE
    ) -> list[Row]:
        """Every row of a small table that hardly changes. page: rows in one answer."""

        def query(after: str | None) -> str:
            behind = _both(condition, f"sys_id>{after}") if after else condition
            return _both(behind, "ORDERBYsys_id")

        pages = self._pages(table, fields, query, lambda row: str(row["sys_id"]), None, page=page)
        return [row async for rows, _ in pages for row in rows]

    async def rows(
        self, listing: Listing, after: Key | None
    ) -> AsyncIterator[tuple[list[Row], Reply]]:
        """The rows behind that key, a page at a time with its answer."""

        def query(place: Key | None) -> str:
            return self._query(listing, place)

        def place(row: Row) -> Key:
            return key(row, listing.time)

        async for page in self._pages(listing.table, listing.fields, query, place, after):
            yield page

    async def _pages(
        self, table: str, fields: Sequence[str], query: Callable[[Place | None], str],
        place: Callable[[Row], Place], after: Place | None, *, page: int = PAGE,
    ) -> AsyncIterator[tuple[list[Row], Reply]]:  # fmt: skip
        """The rows behind a place, in the order of their places, whatever fits on a page."""
        paging = Paging(page)
        while True:
            params = _params(query(after), fields, page) | {"sysparm_offset": paging.offset}
            reply = await self._page(table, params)
            rows = reply.records("result", lambda row: (place(row), row))
            new = [each for each in rows if after is None or each[0] > after]
            if rows and not new:
                raise DeskStopped(
                    f"ServiceNow ignores a condition on {table}, or reads its times in another "
                    "zone than UTC. Set the user's time zone to UTC (GMT)."
                )
            yield [row for _, row in new], reply
            if paging.ended(reply, len(rows)):
                return
            if new:
                after = max(at for at, _ in new)
                paging.read_on(reply)
            elif paging.lost or not await self._may_count_rightly(table, reply):
                self._connection.tell(
                    f"ServiceNow counts more rows of {table} than it shows ({reply.total}); "
                    "what was shown is taken for all."
                )
                return
            else:
                paging.skip(reply)

    async def _page(self, table: str, params: Mapping[str, Any]) -> Reply:
        """A page; older versions answer 404 where no row meets the condition."""
        try:
            return await self._connection.get(_path(table), params)
        except DeskRefused as refusal:
            if refusal.status == HTTPStatus.NOT_FOUND and "no record" in str(refusal).casefold():
                return Reply({"result": []}, {})
            raise

    async def _may_count_rightly(self, table: str, reply: Reply) -> bool:
        """Whether its count of rows follows the condition; one that does not tells no end."""
        if reply.total is not None and self._counts_rightly is None:
            self._counts_rightly = not await self.count(table, NO_ROW)
        return self._counts_rightly is not False

    def _query(self, listing: Listing, after: Key | None) -> str:
        order = f"ORDERBY{listing.time}^ORDERBYsys_id"
        if after is None:
            return _both(listing.condition, order)
        at = self._literal(after.at)
        if not after.sys_id:
            return _both(listing.condition, f"{listing.time}>={at}^{order}")
        same = _both(listing.condition, f"{listing.time}={at}^sys_id>{after.sys_id}")
        later = _both(listing.condition, f"{listing.time}>{at}")
        return f"{same}^NQ{later}^{order}"

    def _literal(self, at: datetime) -> str:
        """A time as a query names it: in the user's own time zone.

        In the hour that comes twice when summer ends, the last second before it: whichever of the
        two is meant there, no row is skipped.
        """
        local = at.astimezone(self.zone or UTC)
        while local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset():
            at -= timedelta(seconds=at.second + 60 * at.minute + 1)
            local = at.astimezone(self.zone or UTC)
        return f"{local:%Y-%m-%d %H:%M:%S}"

    async def proves_utc(self, table: str, time: str) -> bool:
        """Whether a time in a query is taken as UTC: by it the newest row is found again."""
        for _ in range(PROOFS):
            reply = await self.get(table, f"ORDERBYDESC{time}", ("sys_id", time), 1)
            newest = reply.records("result", lambda row: (row[time], row["sys_id"]))
            if not newest:
                return True
            ((at, sys_id),) = newest[:1]
            reply = await self.get(table, f"{time}={at}^sys_id={sys_id}", ("sys_id",), 1)
            if reply.records("result", lambda row: row["sys_id"]) == [sys_id]:
                return True
        return False

    async def read_zone(self, user: str) -> str:
        """Learn the user's time zone: its name when it is not UTC, `?` when it cannot be read."""
        who = f"user_name={user}" if user else "sys_id=javascript:gs.getUserID()"
        try:
            reply = await self._connection.probe(
                _path("sys_user"), _params(who, ("user_name", "time_zone"), 2)
            )
            (found,) = reply.records("result", dict)
        except (DeskRefused, ValueError):
            return "?"
        name = str(found.get("time_zone") or "")
        if not name or name in UTC_NAMES:
            return ""
        try:
            self.zone = ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise DeskStopped(
                f"The ServiceNow user has the time zone {name}, which is not known here. Set it "
                "to UTC (GMT) and read again."
            ) from error
        return name


def key(row: Mapping[str, Any], time: str) -> Key:
    """The place of the row."""
    return Key(moment(row[time]), str(row["sys_id"]))


def moment(value: str) -> datetime:
    """A time as answers hold it, such as `2026-03-02 14:05:00`, UTC."""
    return datetime.strptime(value, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)


def _path(table: str) -> str:
    return f"/api/now/table/{table}"


def _params(query: str, fields: Sequence[str], limit: int) -> dict[str, Any]:
    params: dict[str, Any] = {
        "sysparm_fields": ",".join(fields),
        "sysparm_exclude_reference_link": "true",
        "sysparm_display_value": "false",
        "sysparm_limit": limit,
    }
    return params | ({"sysparm_query": query} if query else {})


def _both(first: str, second: str) -> str:
    return f"{first}^{second}" if first else second
