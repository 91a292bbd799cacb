"""A server that keeps to Zendesk's contract."""

from __future__ import annotations

import asyncio
import base64
import time
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from tests.fakes.helpdesk.server import SECRET, Desk, Refusal
from tests.fakes.helpdesk.world import Ticket

MINUTE = 60
MAX_EVENTS = 1000


def stamp(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"


class Zendesk(Desk):
    """last_minute: seconds that exports leave out."""

    def behave(self, behaviour: Any) -> None:
        super().behave(behaviour)
        self.jobs: dict[str, dict[str, Any]] = {}

    def routes(self, app: web.Application) -> None:
        add = app.router
        add.add_post("/oauth/tokens", self.token)
        add.add_get("/api/v2/groups", self.list_groups)
        add.add_get("/api/v2/incremental/tickets/cursor", self.cursor)
        add.add_get("/api/v2/incremental/ticket_events", self.events)
        add.add_get("/api/v2/tickets/show_many", self.show_many)
        add.add_put("/api/v2/tickets/update_many", self.update_many)
        add.add_put("/api/v2/tickets/{id}", self.update_one)
        add.add_get("/api/v2/job_statuses/{id}", self.job)

    def kind(self, request: web.Request) -> str:
        path = request.path
        if path == "/oauth/tokens":
            return "token"
        if "/incremental/" in path:
            return "export"
        return "poll" if "/job_statuses/" in path else super().kind(request)

    async def token(self, request: web.Request) -> web.Response:
        asked = await request.json()
        if asked.get("client_secret") != SECRET or "scope" not in asked:
            raise Refusal(401, {"error": "invalid_client"})
        if asked.get("grant_type") == "refresh_token":
            if asked.get("refresh_token") != self.refresh:
                raise Refusal(400, {"error": "invalid_grant"})
            self.tokens.clear()
            self.refresh = f"canary-refresh-{time.monotonic_ns()}"
            return web.json_response(self.new_token() | {"refresh_token": self.refresh}, status=201)
        if asked.get("grant_type") != "client_credentials":
            raise Refusal(400, {"error": "unsupported_grant_type"})
        return web.json_response(self.new_token(), status=201)

    refresh = "canary-refresh-first"

    def takes(self, group: Any) -> bool:
        return group is None or (isinstance(group, int) and str(group) in self.world.groups)

    async def list_groups(self, request: web.Request) -> web.Response:
        self.needs(request, "page[size]", "page[after]", "exclude_deleted")
        size = int(request.query.get("page[size]", "100"))
        if not 1 <= size <= 100:
            raise self.broken("page[size] is 1 to 100")
        names = sorted(self.world.groups.items())
        after = request.query.get("page[after]")
        start = int(base64.b64decode(after)) if after else 0
        part = names[start : start + size]
        more = start + size < len(names)
        cursor = base64.b64encode(str(start + size).encode()).decode() if more else None
        groups = [{"id": int(key), "name": name, "deleted": False} for key, name in part]
        return web.json_response(
            {"groups": groups, "meta": {"has_more": more, "after_cursor": cursor}}
        )

    def shown(self, ticket: Ticket) -> dict[str, Any]:
        deleted = ticket.status == "deleted"
        merged = ticket.status == "merged"
        return {
            "id": int(ticket.id), "subject": ticket.subject, "requester_id": 1,
            "description": "SCRUBBED" if deleted else ticket.body,
            "group_id": None if ticket.group is None else int(ticket.group),
            "status": "closed" if merged else ticket.status,
            "tags": [*ticket.tags, *(["closed_by_merge"] if merged else [])],
            "created_at": stamp(ticket.created), "updated_at": stamp(ticket.touched),
            "generated_timestamp": int(ticket.touched),
        }  # fmt: skip

    def start_time(self, request: web.Request) -> int:
        start = int(request.query["start_time"])
        if start > self.world.now() - MINUTE:
            raise self.broken("Too recent start_time. Use a start_time older than 60 seconds", 422)
        return start

    async def cursor(self, request: web.Request) -> web.Response:
        self.needs(request, "start_time", "cursor", "include", "per_page", "exclude_deleted")
        self.world.churn()
        if "cursor" in request.query:
            at, sign, last = base64.b64decode(request.query["cursor"]).decode().partition("|")
            if not sign:
                raise Refusal(400, {"error": "InvalidPaginationParameter"})
            place = (float(at), int(last))
        else:
            place = (self.start_time(request) - 1.0, 1 << 60)
        now = self.world.now() - MINUTE
        rows = sorted(
            (t for t in self.world.tickets.values() if t.touched <= now),
            key=lambda t: (t.touched, int(t.id)),
        )
        rest = [t for t in rows if (t.touched, int(t.id)) > place]
        page = rest[: min(1000, int(request.query.get("per_page", "1000")))]
        if page:
            place = (page[-1].touched, int(page[-1].id))
        after = base64.b64encode(f"{place[0]}|{place[1]}".encode()).decode()
        for ticket in page:
            self.world.told(ticket.id)
        body: dict[str, Any] = {
            "tickets": [self.shown(t) for t in page], "after_cursor": after,
            "end_of_stream": len(rest) == len(page),
        }  # fmt: skip
        if request.query.get("include") == "metric_sets":
            body["metric_sets"] = [
                {"ticket_id": int(t.id), "group_stations": 1 + self.count(t.id)} for t in page
            ]
        return web.json_response(body)

    def count(self, ticket: str) -> int:
        return 0

    async def events(self, request: web.Request) -> web.Response:
        self.needs(request, "start_time", "include")
        start, now = self.start_time(request), self.world.now() - MINUTE
        rest = [m for m in self.world.moves if start <= m.at <= now]
        page = rest[:MAX_EVENTS]
        # Whatever shares the last second comes along, else nobody could read past it.
        page += [m for m in rest[MAX_EVENTS:] if m.at == page[-1].at]
        events = [
            {
                "id": m.id, "ticket_id": int(m.ticket), "timestamp": int(m.at),
                "created_at": stamp(m.at), "event_type": "Audit",
                "child_events": [
                    {"id": m.id * 10, "event_type": "Change", "group_id": int(m.after or 0),
                     "previous_value": m.before},
                    {"id": m.id * 10 + 1, "event_type": "Change", "status": "open",
                     "previous_value": "new"},
                ],
            }
            for m in page
        ]  # fmt: skip
        return web.json_response(
            {
                "ticket_events": events,
                "count": len(events),
                "end_of_stream": len(page) == len(rest),
                "end_time": int(page[-1].at) if page else start,
            }
        )

    async def show_many(self, request: web.Request) -> web.Response:
        self.needs(request, "ids", "include")
        ids = request.query["ids"].split(",")
        if len(ids) > 100:
            raise self.broken("Too many ids")
        found = [self.world.tickets[i] for i in ids if i in self.world.tickets]
        found = [t for t in found if t.status != "deleted"]
        for ticket in found:
            self.world.told(ticket.id)
        response = web.json_response({"tickets": [self.shown(t) for t in found]})
        self.world.act_on(ids)
        return response

    async def update_many(self, request: web.Request) -> web.Response:
        asked = (await request.json())["tickets"]
        if not 1 <= len(asked) <= 100:
            raise self.broken("1 to 100 tickets")
        number = f"job{len(self.jobs)}"
        job = {"id": number, "status": "queued", "total": len(asked), "results": None}
        self.jobs[number] = job
        dice = self.world.random.random()
        shares = {"stuck": self.is_.stuck_jobs, "dead": self.is_.dead_jobs}
        fate = next((name for name, share in shares.items() if (dice := dice - share) < 0), "")
        if fate:
            self.world.faults[f"{fate} job"] += 1
            self.world.fault_cost += 2
        asyncio.get_running_loop().call_later(
            self.is_.job_seconds * self.world.random.random() * 2, self.carry_out, job, asked, fate
        )
        return web.json_response({"job_status": job})

    def carry_out(self, job: dict[str, Any], asked: list[dict[str, Any]], fate: str) -> None:
        part = asked[: len(asked) // 2] if fate == "dead" else asked
        results = [self.carried_out(fields) for fields in part]
        if fate == "dead":
            job["status"] = "failed"
        elif fate != "stuck":
            job["status"], job["results"] = "completed", results

    def carried_out(self, fields: dict[str, Any]) -> dict[str, Any]:
        problem = self.problem(str(fields["id"]), fields, ignore_stamps=self.is_.ignore_stamps)
        if problem:
            said = {"error": problem[1], "details": f"{problem[1]}: {SECRET}"}
            return {"id": fields["id"], "action": "update", "success": False, **said}
        ticket = self.apply(str(fields["id"]), fields, fields.get("additional_tags", []))
        ticket.tags = fields.get("tags", ticket.tags)
        return {"id": fields["id"], "action": "update", "success": True, "status": "Updated"}

    def problem(
        self, name: str, fields: dict[str, Any], *, ignore_stamps: bool = False
    ) -> tuple[int, str] | None:
        ticket = self.world.tickets.get(name)
        if ticket is None or ticket.status == "deleted":
            return 404, "RecordNotFound"
        if ticket.status in ("closed", "merged"):
            return 422, "RecordInvalid: closed prevents ticket update"
        guarded = "safe_update" in fields and not ignore_stamps
        if guarded and fields.get("updated_stamp") != stamp(ticket.touched):
            return 409, "UpdateConflict"
        group = fields.get("group_id")
        if not isinstance(fields.get("id", 1), int):
            self.world.violations.append("id is no integer")
        if not self.takes(group):
            return 422, "RecordInvalid: Group is invalid"
        return None

    def apply(self, name: str, fields: dict[str, Any], tags: list[str]) -> Ticket:
        comment = fields.get("comment") or {}
        if comment.get("public", bool(comment)):
            self.world.violations.append("a public comment")
        group = fields["group_id"]
        known = self.world.tickets[name].tags
        return self.world.write(
            name, None if group is None else str(group), [*known, *tags], comment.get("body", "")
        )

    async def update_one(self, request: web.Request) -> web.Response:
        fields = (await request.json())["ticket"]
        name = request.match_info["id"]
        problem = self.problem(name, fields)
        if problem:
            raise Refusal(problem[0], {"error": problem[1], "description": problem[1]})
        ticket = self.apply(name, fields, [])
        if "tags" in fields:
            ticket.tags = fields["tags"]
        return web.json_response({"ticket": self.shown(ticket)})

    async def job(self, request: web.Request) -> web.Response:
        number = request.match_info["id"]
        if number not in self.jobs:
            raise Refusal(404, {"error": "RecordNotFound"})
        return web.json_response({"job_status": self.jobs[number]})
