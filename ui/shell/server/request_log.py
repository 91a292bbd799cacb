"""The log of requests: who asked for what and how it ended, and nothing that a ticket says."""

from __future__ import annotations

import logging
import time
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG: Final = logging.getLogger("routecase.requests")
FORMAT: Final = "%(asctime)s %(message)s"


class RequestLog:
    """ASGI middleware that writes a line for each request and each connection of a screen.

    The line holds method, path, status, milliseconds and the address it came from. A query is left
    out: filters and searches of a link can hold words of tickets; bodies are never looked at.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and write its line when it has ended."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        begun, status = time.monotonic(), 0

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
            elif message["type"] == "websocket.accept":
                status = 101
            await send(message)

        try:
            await self._app(scope, receive, sent)
        finally:
            client = (scope.get("client") or ("-",))[0]
            took = round(1000 * (time.monotonic() - begun))
            method = scope.get("method", "WS")
            LOG.info("%s %s %s %s %d ms", client, method, _path(scope), status or "-", took)


def begin() -> None:
    """Write the lines to standard error."""
    if not LOG.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter(FORMAT))
        LOG.addHandler(handler)
        LOG.setLevel(logging.INFO)
        LOG.propagate = False


def _path(scope: Scope) -> str:
    r"""The path in one line; what a path could smuggle into the log is escaped.

    The address of a file says no more than what it is for: the rest of it is a secret and a name.

    >>> _path({"path": "/transfer/upload/s3cret/tickets.csv"}), _path({"path": "/a\nb"})
    ('/transfer/upload/…', '/a\\nb')
    """
    parts = str(scope.get("path", "")).split("/")
    if parts[1:2] == ["transfer"]:
        return f"/transfer/{parts[2] if len(parts) > 2 else ''}/…"  # noqa: PLR2004 (of the parts)
    return str(scope.get("path", "")).encode("unicode_escape").decode("ascii")[:200]
