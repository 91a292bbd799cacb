"""A server that keeps to Freshdesk's contract."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from tests.fakes.helpdesk.server import Desk, Refusal
from tests.fakes.helpdesk.world import Ticket

STATUS = {"open": 2, "solved": 4, "closed": 5, "merged": 5, "deleted": 2}
DAY = 86400


def stamp(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"


class Freshdesk(Desk):
    """No condition on writes, no history, lists by window and page."""

    def routes(self, app: web.Application) -> None:
        add = app.router
        add.add_get("/api/v2/groups", self.list_groups)
        add.add_get("/api/v2/tickets", self.list_tickets)
        add.add_get("/api/v2/tickets/{id}", self.view)
        add.add_put("/api/v2/tickets/{id}", self.update)

    def unauthorised(self) -> web.Response:
        body = {"code": "invalid_credentials", "message": "You have to be logged in."}
        return web.json_response(body, status=401)

    def let_in(self, request: web.Request) -> bool:
        return request.headers.get("Authorization", "").startswith("Basic ") and super().let_in(
            request
        )

    def takes(self, group: Any) -> bool:
        return group is None or (isinstance(group, int) and str(group) in self.world.groups)

    async def list_groups(self, request: web.Request) -> web.Response:
        self.needs(request, "page", "per_page")
        page, size = self.page(request)
        names = sorted(self.world.groups.items())[(page - 1) * size : page * size]
        more = page * size < len(self.world.groups)
        links = {"Link": f'<https://x?page={page + 1}>; rel="next"'} if more else {}
        groups = [{"id": int(key), "name": name} for key, name in names]
        return web.json_response(groups, headers=links)

    def page(self, request: web.Request) -> tuple[int, int]:
        page = int(request.query.get("page", "1"))
        size = int(request.query.get("per_page", "30"))
        size = min(size, self.is_.page_cap or size)
        if page > 300 or not 1 <= size <= 100:
            raise Refusal(400, {"description": "Validation failed",
                                "errors": [{"field": "page", "message": "invalid_value",
                                            "code": "invalid_value"}]})  # fmt: skip
        return page, size

    def shown(self, ticket: Ticket, *, whole: bool) -> dict[str, Any]:
        body = {"description": f"<div>{ticket.body}</div>"}
        body |= {} if self.is_.html_only else {"description_text": ticket.body}
        deleted = {"deleted": True} if ticket.status == "deleted" else {}
        return {
            "id": int(ticket.id), "subject": ticket.subject, "tags": ticket.tags,
            "group_id": None if ticket.group is None else int(ticket.group),
            "status": STATUS[ticket.status], "spam": False,
            "created_at": stamp(ticket.created), "updated_at": stamp(ticket.touched),
        } | (body if whole else {}) | deleted  # fmt: skip

    async def list_tickets(self, request: web.Request) -> web.Response:
        self.needs(request, "updated_since", "order_by", "order_type", "include", "per_page",
                   "page", "filter")  # fmt: skip
        self.world.churn()
        page, size = self.page(request)
        wanted, rows = request.query, list(self.world.tickets.values())
        only = wanted.get("filter", "")
        rows = [t for t in rows if (t.status == "deleted") == (only == "deleted")]
        if only == "spam":
            rows = []
        if "updated_since" in wanted:
            since = datetime.fromisoformat(wanted["updated_since"]).timestamp()
            rows = [t for t in rows if t.touched >= since]
        else:
            newest = max((t.created for t in self.world.tickets.values()), default=0.0)
            rows = [t for t in rows if t.created >= newest - 30 * DAY]
        by = {"updated_at": lambda t: t.touched}.get(
            wanted.get("order_by", ""), lambda t: t.created
        )
        rows.sort(key=lambda t: int(t.id))
        rows.sort(key=by, reverse=wanted.get("order_type", "desc") == "desc")
        part = rows[(page - 1) * size : page * size]
        for ticket in part:
            self.world.told(ticket.id)
        whole = "description" in wanted.get("include", "")
        links = (
            {"Link": f'<https://x?page={page + 1}>; rel="next"'} if page * size < len(rows) else {}
        )
        return web.json_response([self.shown(t, whole=whole) for t in part], headers=links)

    async def view(self, request: web.Request) -> web.Response:
        name = request.match_info["id"]
        ticket = self.world.tickets.get(name)
        if ticket is None:
            raise Refusal(404)
        self.world.told(name)
        response = web.json_response(self.shown(ticket, whole=True))
        self.world.act_on([name])
        return response

    async def update(self, request: web.Request) -> web.Response:
        name, fields = request.match_info["id"], await request.json()
        ticket = self.world.tickets.get(name)
        for field in fields:
            if field not in ("group_id", "tags"):
                raise self.broken(f"field {field}")
        if ticket is None:
            raise Refusal(404)
        if ticket.status == "deleted":
            raise Refusal(405)
        group = fields["group_id"]
        if not self.takes(group):
            raise Refusal(400, {"description": "Validation failed",
                                "errors": [{"field": "group_id", "code": "invalid_value",
                                            "message": "There is no group matching"}]})  # fmt: skip
        self.world.write(name, None if group is None else str(group), fields.get("tags"), "")
        return web.json_response(self.shown(ticket, whole=True))
