"""A contract server: `python -m tests.fakes.helpdesk.server DESK PORT BEHAVIOUR`.

It keeps to what the desk documents, and makes the trouble it is asked for. Written for the
contract alone: nothing of `helpdesk/` is used here.
"""

from __future__ import annotations

import asyncio
import base64
import json
import sys
import time
from collections.abc import Awaitable, Callable
from email.utils import formatdate
from typing import Any

from aiohttp import web

from tests.fakes.helpdesk.behaviour import Behaviour
from tests.fakes.helpdesk.world import World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
SECRET = "canary-secret-7Q4ZfT"  # noqa: S105 - to be found wherever it must not be
# How every secret of these servers begins; other tables of a workspace are named canary, too.
SECRETS = ("canary-secret", "canary-token", "canary-refresh")
WRITES = ("PUT", "PATCH")


class Refusal(Exception):  # noqa: N818 - as in HTTP
    """An answer that is no success."""

    def __init__(self, status: int, body: Any = None, **headers: str) -> None:
        super().__init__(status)
        self.response = (
            web.json_response(body, status=status, headers=headers)
            if body is not None
            else web.Response(status=status, headers=headers)
        )


class Desk:
    """What the three servers share: who is let in, at which pace, and with how much trouble."""

    # What a fault in a write costs at best: the write again, and a reading before it.
    write_cost = 2

    def __init__(self, behaviour: Behaviour) -> None:
        self.behave(behaviour)
        # A status by `METHOD path`, whatever else would be answered.
        self.statuses: dict[str, int] = {}
        self.revoked = False
        self.after_revoked = 0

    def behave(self, behaviour: Behaviour) -> None:
        self.is_ = behaviour
        self.world = self.new_world(behaviour)
        self.held: dict[str, tuple[float, float]] = {}
        self.tokens: dict[str, float] = {}
        self.minute: dict[str, list[float]] = {}

    def new_world(self, behaviour: Behaviour) -> World:
        return World(behaviour)

    def routes(self, app: web.Application) -> None:
        raise NotImplementedError

    def kind(self, request: web.Request) -> str:
        return "write" if request.method in WRITES else "read"

    def held_with(self, kind: str) -> str:
        """The class of requests that is held together with this one."""
        return kind

    def unauthorised(self) -> web.Response:
        return web.json_response({"error": "invalid_token"}, status=401)

    def new_token(self) -> dict[str, Any]:
        token = f"canary-token-{len(self.tokens)}-{self.is_.seed}"
        self.tokens[token] = time.monotonic() + self.is_.token_seconds
        return {"access_token": token, "token_type": "bearer"}

    def let_in(self, request: web.Request) -> bool:
        if self.revoked:
            self.after_revoked += 1
            return False
        scheme, _, value = request.headers.get("Authorization", "").partition(" ")
        if scheme == "Bearer":
            return value == SECRET or self.tokens.get(value, 0.0) > time.monotonic()
        if scheme == "Basic":
            return SECRET in base64.b64decode(value).decode()
        return False

    @web.middleware
    async def door(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith("/_"):
            return await handler(request)
        if "canary" in str(request.url):
            self.world.violations.append("a secret in an address")
        kind = self.kind(request)
        self.world.calls[kind] += 1
        if kind == "poll":
            self.world.polls[request.path] += 1
        if kind != "token":
            since, until = self.held.get(self.held_with(kind), (0.0, 0.0))
            self.world.early += since <= time.monotonic() < until
            if not self.let_in(request):
                return self.unauthorised()
            if any(
                f"{request.method} {request.path}".startswith(each) for each in self.is_.forbidden
            ):
                return web.json_response({"error": "Forbidden", "message": "no right"}, status=403)
        elif self.revoked:
            self.after_revoked += 1
            return web.json_response({"error": "invalid_client", "said": SECRET}, status=401)
        if f"{request.method} {request.path}" in self.statuses:
            return web.Response(status=self.statuses[f"{request.method} {request.path}"])
        try:
            response = await self.troubled(request, handler, kind)
        except Refusal as refusal:
            response = refusal.response
        response.headers["Date"] = formatdate(self.world.now(), usegmt=True)
        return response

    async def troubled(
        self, request: web.Request, handler: Handler, kind: str
    ) -> web.StreamResponse:
        is_, writes = self.is_, kind == "write"
        if self.is_.latency:
            await asyncio.sleep(is_.latency)
        if self.over_limit(kind):
            return self.limited(kind, 1.0)
        dice = self.world.random.random()
        for name in ("limited", "conflicts", "errors", "pages", "resets", "lost", "cut", "late"):
            share = getattr(is_, name)
            if name in ("conflicts", "late") and not writes:
                continue
            if dice < share:
                self.world.faults[name] += 1
                cost = 0 if kind == "poll" else self.write_cost if writes else 1
                self.world.fault_cost += 1 if name == "limited" and kind != "poll" else cost
                return await self.fault(name, request, handler, kind)
            dice -= share
        if self.world.random.random() < is_.slow:
            await asyncio.sleep(is_.slow_seconds)
        return await handler(request)

    def over_limit(self, kind: str) -> bool:
        return False

    def limited(self, kind: str, seconds: float) -> web.Response:
        now = time.monotonic()
        self.held[self.held_with(kind)] = (now, now + seconds)
        until = formatdate(self.world.now() + seconds + 1, usegmt=True)
        headers = {"Retry-After": until if self.is_.dated else str(int(seconds))}
        return web.json_response({"error": "TooManyRequests"}, status=429, headers=headers)

    async def fault(  # noqa: PLR0911 - one line a fault
        self, name: str, request: web.Request, handler: Handler, kind: str
    ) -> web.StreamResponse:
        if name == "limited":
            return self.limited(kind, float(self.is_.retry_after))
        if name == "conflicts":
            return web.json_response({"error": "Conflict"}, status=409)
        if name == "errors":
            if kind == "write" and self.world.random.random() < 0.5:
                await handler(request)
            return web.json_response({"error": f"oops {SECRET}"}, status=500)
        if name == "pages":
            return web.Response(text="<h1>502</h1>", status=502, content_type="text/html")
        if name == "late":
            await request.read()
            self.later = asyncio.get_running_loop().call_later(
                self.is_.late_seconds, lambda: asyncio.ensure_future(self.quietly(request, handler))
            )
            return self.gone(request)
        if name == "resets":
            return self.gone(request)
        response = await handler(request)
        if name == "lost":
            return self.gone(request)
        body = getattr(response, "body", b"") or b""
        return web.Response(
            body=body[: max(1, len(body) * 2 // 3)], status=response.status,
            content_type="application/json",
        )  # fmt: skip

    async def quietly(self, request: web.Request, handler: Handler) -> None:
        try:
            await handler(request)
        except Refusal:
            return

    def gone(self, request: web.Request) -> web.Response:
        if request.transport:
            request.transport.abort()
        return web.Response()

    def needs(self, request: web.Request, *allowed: str) -> None:
        """Only these parameters are documented."""
        for name in request.query:
            if name not in allowed:
                self.world.violations.append(f"{request.path}: unknown parameter {name}")

    def broken(self, text: str, status: int = 400) -> Refusal:
        self.world.violations.append(text)
        return Refusal(status, {"error": text})

    async def tell(self, _request: web.Request) -> web.Response:
        return web.json_response(self.world.report() | {"after_revoked": self.after_revoked})

    async def landed(self, _request: web.Request) -> web.Response:
        return web.json_response(len(self.world.landed))

    async def revoke(self, _request: web.Request) -> web.Response:
        self.revoked = True
        return web.json_response({})

    async def change(self, request: web.Request) -> web.Response:
        """Other trouble from now on; the tickets stay. `drop_group` takes a group away."""
        wanted = await request.json()
        for group in wanted.pop("drop_groups", []):
            self.world.groups.pop(group, None)
        for ticket, what in wanted.pop("agents", []):
            self.world.agent(ticket, what)
        self.is_ = self.world.is_ = Behaviour.from_json(
            json.dumps(json.loads(self.is_.to_json()) | wanted)
        )
        return web.json_response({})


def application(desk: Desk) -> web.Application:
    app = web.Application(middlewares=[desk.door], client_max_size=10 * 1024**2)
    app.router.add_get("/_world", desk.tell)
    app.router.add_get("/_landed", desk.landed)
    app.router.add_post("/_revoke", desk.revoke)
    app.router.add_post("/_change", desk.change)
    desk.routes(app)
    return app


def main() -> None:
    from tests.fakes.helpdesk import freshdesk, servicenow, zendesk  # noqa: PLC0415

    kinds = {"zendesk": zendesk.Zendesk, "freshdesk": freshdesk.Freshdesk,
             "servicenow": servicenow.ServiceNow}  # fmt: skip
    kind, port, behaviour = sys.argv[1], int(sys.argv[2]), Behaviour.from_json(sys.argv[3])
    web.run_app(
        application(kinds[kind](behaviour)), host="127.0.0.1", port=port, print=_ready,
        access_log=None, shutdown_timeout=0.1,
    )  # fmt: skip


def _ready(*_words: object) -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
