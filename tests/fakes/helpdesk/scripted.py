"""A server that answers whatever it is told to, for what no desk documents."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from helpdesk.client import HelpDesk
from helpdesk.credentials import BasicAuth, Credentials
from tests.fakes.helpdesk.hurried import CLIENTS


@asynccontextmanager
async def scripted(
    kind: str, answer: Callable[[web.Request], Any], who: Credentials | None = None
) -> AsyncIterator[HelpDesk]:
    """A client of a server with those answers: a response, or what is sent as JSON."""

    async def handle(request: web.Request) -> web.StreamResponse:
        found = answer(request)
        return found if isinstance(found, web.StreamResponse) else web.json_response(found)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    server = TestServer(app)
    await server.start_server()
    try:
        url = str(server.make_url("")).rstrip("/")
        async with CLIENTS[kind](url, who or BasicAuth("key", "X"), lambda _notice: None) as desk:
            yield desk
    finally:
        await server.close()
