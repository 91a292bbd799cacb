"""ServiceNow's Table API, read so that no row is lost while rows change.

Pages by offset skip what moves meanwhile. So rows come by key: after the time and the sys_id of
the last one. The limit of a page counts rows that the user may not see, so a short or empty page
is not the end; X-Total-Count tells where that is.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from helpdesk.connection import Connection
from helpdesk.errors import DeskRefused, DeskStopped
from helpdesk.replies import Reply

PAGE: Final = 1000
# After a page without a visible row the next one overlaps it, for rows before it may have left.
STEP: Final = PAGE * 9 // 10
UTC_NAMES: Final = frozenset({"UTC", "GMT", "Etc/UTC", "Etc/GMT", "Etc/Greenwich", "Zulu"})


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """The place of a row: its time, UTC, and its sys_id. An empty sys_id: before all of them."""

    at: datetime
    sys_id: str = ""


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

    async def get(self, table: str, query: str, fields: Sequence[str], limit: int) -> Reply:
        """One page of a table."""
        return await self._connection.get(_path(table), _params(query, fields, limit))

    async def all(self, table: str, fields: Sequence[str]) -> list[Mapping[str, Any]]:
        """Every row of a small table that hardly changes."""
        found: list[Mapping[str, Any]] = []
        for offset in count(0, PAGE):
            params = _params("ORDERBYsys_id", fields, PAGE) | {"sysparm_offset": offset}
            reply = await self._connection.get(_path(table), params)
            found += reply.listed("result")
            if _ended(reply, offset, reply.listed("result")):
                break
        return found

    async def may_read(self, table: str) -> bool:
        """Whether the user may read the table."""
        try:
            await self._connection.probe(_path(table), _params("", ("sys_id",), 1))
        except DeskRefused:
            return False
        return True

    async def rows(
        self, listing: Listing, after: Key | None
    ) -> AsyncIterator[tuple[list[Mapping[str, Any]], Reply]]:
        """The rows behind that key, a page at a time with its answer."""
        offset = 0
        while True:
            query = self._query(listing, after)
            params = _params(query, listing.fields, PAGE) | {"sysparm_offset": offset}
            reply = await self._connection.get(_path(listing.table), params)
            rows = reply.listed("result")
            new = [row for row in rows if after is None or key(row, listing.time) > after]
            if rows and not new:
                raise DeskStopped(
                    f"ServiceNow ignores a condition on {listing.table}.{listing.time}, or reads "
                    "its times in another zone than UTC. Set the user's time zone to UTC (GMT)."
                )
            yield new, reply
            if _ended(reply, offset, rows):
                return
            if new:
                after, offset = max(key(row, listing.time) for row in new), 0
            else:
                offset += STEP

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
        """A time as a query names it: in the user's own time zone."""
        return f"{at.astimezone(self.zone or UTC):%Y-%m-%d %H:%M:%S}"

    async def read_zone(self, user: str) -> str:
        """Learn the user's time zone: its name when it is not UTC, `?` when it cannot be read."""
        who = f"user_name={user}" if user else "sys_id=javascript:gs.getUserID()"
        try:
            reply = await self._connection.probe(
                _path("sys_user"), _params(who, ("user_name", "time_zone"), 2)
            )
            (found,) = reply.listed("result")
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


def _ended(reply: Reply, offset: int, rows: Sequence[Any]) -> bool:
    total = reply.headers.get("x-total-count", "")
    if total.isdecimal():
        return offset + PAGE >= int(total)
    link = reply.headers.get("link", "")
    return 'rel="next"' not in link if link else not rows


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
