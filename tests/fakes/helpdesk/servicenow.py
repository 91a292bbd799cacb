"""A server that keeps to ServiceNow's contract."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from tests.fakes.helpdesk.behaviour import Behaviour
from tests.fakes.helpdesk.server import SECRET, Desk, Refusal
from tests.fakes.helpdesk.world import Ticket, World

STATE = {"open": "2", "solved": "6", "closed": "7", "merged": "7", "deleted": "2"}
Row = dict[str, Any]


def stamp(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S}"


class NamedWorld(World):
    """Ids are 32 hexadecimal digits."""

    def name(self, number: int) -> str:
        return hashlib.md5(str(number).encode()).hexdigest()  # noqa: S324 - a name


class ServiceNow(Desk):
    """Tables, with limits applied before what the user may not see is taken away."""

    write_cost = 2
    # Incidents look open though they are closed by now.
    shows_open = False

    def new_world(self, behaviour: Behaviour) -> World:
        return NamedWorld(behaviour)

    def routes(self, app: web.Application) -> None:
        app.router.add_post("/oauth_token.do", self.token)
        app.router.add_get("/api/now/table/{table}", self.list_rows)
        app.router.add_patch("/api/now/table/incident/{id}", self.patch)

    def kind(self, request: web.Request) -> str:
        return "token" if request.path == "/oauth_token.do" else super().kind(request)

    def unauthorised(self) -> web.Response:
        error = {"message": "User Not Authenticated", "detail": "Required to provide Auth"}
        return web.json_response({"error": error, "status": "failure"}, status=401)

    async def token(self, request: web.Request) -> web.Response:
        asked = await request.post()
        if asked.get("client_secret") != SECRET:
            raise Refusal(401, {"error": "access_denied"})
        if asked.get("grant_type") not in ("client_credentials", "password"):
            raise Refusal(400, {"error": "unsupported_grant_type"})
        return web.json_response(self.new_token() | {"expires_in": int(self.is_.token_seconds)})

    def incident(self, ticket: Ticket) -> Row:
        return {
            "sys_id": ticket.id, "number": f"INC{ticket.id[:7]}",
            "short_description": ticket.subject, "description": ticket.body,
            "assignment_group": ticket.group or "",
            "state": STATE["open" if self.shows_open else ticket.status],
            "active": str(ticket.status in ("open", "solved")).lower(),
            "sys_created_on": stamp(ticket.created), "sys_updated_on": stamp(ticket.touched),
            "sys_updated_by": "somebody", "sys_mod_count": str(ticket.changed), "resolved_at": "",
            "reassignment_count": "0", "_hidden": ticket.hidden,
        }  # fmt: skip

    def rows(self, table: str) -> list[Row]:
        world = self.world
        if table == "incident":
            return [self.incident(t) for t in world.tickets.values() if t.status != "deleted"]
        if table == "sys_user_group":
            return [{"sys_id": key, "name": name, "active": "true"}
                    for key, name in world.groups.items()]  # fmt: skip
        if table == "sys_audit":
            return [
                {"sys_id": hashlib.md5(f"a{m.id}".encode()).hexdigest(),  # noqa: S324 - a name
                 "tablename": "incident", "fieldname": "assignment_group", "documentkey": m.ticket,
                 "oldvalue": m.before or "", "newvalue": m.after or "",
                 "sys_created_on": stamp(m.at), "user": m.by}
                for m in world.moves
            ]  # fmt: skip
        if table == "metric_definition":
            wanted = {"table": "incident", "field": "assignment_group"}
            other = {"sys_id": "d0", "table": "incident", "field": "state", "type": "script"}
            own = {"sys_id": "d1", **wanted, "type": "field_value_duration"}
            return [other, own] if self.is_.metrics else [other]
        if table == "metric_instance":
            return self.stays()
        if table == "sys_user":
            return [{"sys_id": "u1", "user_name": "robot", "time_zone": self.is_.zone}]
        raise Refusal(400, {"error": {"message": f"Invalid table {table}"}, "status": "failure"})

    def stays(self) -> list[Row]:
        """How long each moved incident was in which group."""
        moved = {move.ticket for move in self.world.moves}
        first = next(iter(self.world.groups))
        begun = [(0, name, first, self.world.tickets[name].created) for name in sorted(moved)]
        later = [(m.id, m.ticket, m.after or "", m.at) for m in self.world.moves]
        return [
            {"sys_id": f"{number:08}{name[:8]}", "definition": "d1", "id": name,
             "field_value": group, "start": stamp(at), "sys_created_on": stamp(at)}
            for number, name, group, at in (*begun, *later)
        ]  # fmt: skip

    async def list_rows(self, request: web.Request) -> web.Response:
        self.needs(request, "sysparm_query", "sysparm_fields", "sysparm_limit", "sysparm_offset",
                   "sysparm_exclude_reference_link", "sysparm_display_value")  # fmt: skip
        table = request.match_info["table"]
        limit = int(request.query.get("sysparm_limit", "10000"))
        offset = int(request.query.get("sysparm_offset", "0"))
        if limit < 1:
            raise self.broken("sysparm_limit must be more than 0")
        if table == "incident":
            self.world.churn()
        limit = min(limit, self.is_.page_cap or limit)
        rows = self.selected(self.rows(table), request.query.get("sysparm_query", ""))
        page = [r for r in rows[offset : offset + limit] if not r.get("_hidden")]
        names = [row["sys_id"] for row in page if table == "incident"]
        for name in names:
            self.world.told(name)
        fields = [f for f in request.query.get("sysparm_fields", "").split(",") if f]
        links = request.query.get("sysparm_exclude_reference_link", "false") != "true"
        response = web.json_response(
            {"result": [_projected(row, fields, links=links) for row in page]},
            headers=self.end(offset + limit, len(rows)),
        )
        self.world.act_on(names)
        return response

    def end(self, place: int, total: int) -> dict[str, str]:
        """The headers that tell whether rows follow that place."""
        where = f'<https://x?sysparm_offset={place}>;rel="next",' if place < total else ""
        link = where + '<https://x?sysparm_offset=0>;rel="first"'
        count = {"X-Total-Count": str(total + self.is_.miscounted)}
        return {"count": count, "link": {"Link": link}}.get(self.is_.ends, {})

    def selected(self, rows: list[Row], query: str) -> list[Row]:
        """The rows of an encoded query; what is invalid in it is ignored."""
        orders = re.findall(r"\^?ORDERBY(\w+)", query)
        alternatives = re.sub(r"\^?ORDERBY\w+", "", query).split("^NQ")
        tests = [
            [t for t in map(self.condition, part.split("^")) if t is not None]
            for part in alternatives
        ]
        kept = [row for row in rows if any(all(t(row) for t in part) for part in tests)]
        for field in reversed(orders):
            kept.sort(key=lambda row: str(row.get(field, "")))
        return kept

    def condition(self, text: str) -> Callable[[Row], bool] | None:
        match = re.fullmatch(r"(\w+?)(IN|>=|<=|=|>|<)(.*)", text)
        if not match:
            return None
        field, operator, value = match.groups()
        if field not in KNOWN:
            return None
        if operator == "IN":
            names = set(value.split(","))
            return lambda row: row.get(field) in names
        if field.endswith("_on"):
            value = self.in_utc(value)
        compare: dict[str, Callable[[str, str], bool]] = {
            "=": lambda a, b: a == b, ">": lambda a, b: a > b, "<": lambda a, b: a < b,
            ">=": lambda a, b: a >= b, "<=": lambda a, b: a <= b,
        }  # fmt: skip
        if value == "javascript:gs.getUserID()":
            value = "u1"
        return lambda row: compare[operator](str(row.get(field, "")), value)

    def in_utc(self, value: str) -> str:
        """A time in a query is read in the user's own zone."""
        zone = ZoneInfo(self.is_.zone or "UTC")
        local = datetime.strptime(value, "%Y-%m-%d %H:%M:%S").replace(tzinfo=zone)
        return stamp(local.timestamp())

    async def patch(self, request: web.Request) -> web.Response:
        name, fields = request.match_info["id"], await request.json()
        ticket = self.world.tickets.get(name)
        if ticket is None or ticket.status == "deleted":
            error = {"message": "No Record found", "detail": "Record doesn't exist"}
            raise Refusal(404, {"error": error, "status": "failure"})
        if ticket.status in ("closed", "merged"):
            error = {"message": "Operation Failed", "detail": "aborted by Business Rule"}
            raise Refusal(403, {"error": error, "status": "failure"})
        for field, value in fields.items():
            if field not in ("assignment_group", "work_notes") or not isinstance(value, str):
                raise self.broken(f"field {field}")
        group = fields["assignment_group"]
        known = not group or group in self.world.groups
        if known and "assignment_group" not in self.is_.forbidden:
            self.world.write(name, group or None, None, fields.get("work_notes", ""))
        wanted = [f for f in request.query.get("sysparm_fields", "").split(",") if f]
        links = request.query.get("sysparm_exclude_reference_link", "false") != "true"
        return web.json_response({"result": _projected(self.incident(ticket), wanted, links=links)})


KNOWN = frozenset(
    ("sys_id", "sys_updated_on", "sys_created_on", "tablename", "fieldname", "documentkey",
     "user_name", "assignment_group", "state", "definition", "id", "table", "field", "type")
)  # fmt: skip


def _projected(row: Row, fields: list[str], *, links: bool) -> Row:
    shown = {k: v for k, v in row.items() if k != "_hidden" and (not fields or k in fields)}
    group = shown.get("assignment_group")
    if links and group:
        shown["assignment_group"] = {"link": f"https://x/{group}", "value": group}
    return shown
