"""Who may talk to the app: hosts it is known by, pages of its own, and no frame around it.

A web site that a user opens elsewhere can point a name of its own at this machine (DNS rebinding)
or send requests across; both are refused here, for HTTP, WebSockets and whatever is mounted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL: Final = ("localhost", "127.0.0.1", "::1")
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
REFUSED: Final = 403
POLICY_VIOLATION: Final = 1008
PORTS: Final[Mapping[str, int]] = {"http": 80, "https": 443, "ws": 80, "wss": 443}
WRONG_HOST: Final = (
    "This app does not answer under that name. Open it as http://localhost, or name the host in "
    "ROUTECASE_HOSTS."
)
WRONG_ORIGIN: Final = "This request comes from another site."
HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": "frame-ancestors 'none'",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class RequestGuard:
    """ASGI middleware: refuse other hosts and other origins, and send the usual headers.

    hosts: names and addresses besides this machine's own under which the app is served.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = ()) -> None:
        self._app = app
        self._hosts = frozenset({*LOCAL, *(host.lower().rstrip(".") for host in hosts)})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer that it is refused."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
        elif problem := self._problem(scope):
            await _refuse(problem, scope, receive, send)
        else:
            await self._app(scope, receive, _with_headers(send))

    def _problem(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        host = _name_and_port(f"//{headers.get('host', '')}", scope["scheme"])
        if host is None or host[0] not in self._hosts:
            return WRONG_HOST
        changes = scope["type"] == "websocket" or scope["method"] not in SAFE_METHODS
        origin = headers.get("origin")
        if changes and origin is not None and _name_and_port(origin, scope["scheme"]) != host:
            return WRONG_ORIGIN
        return None


def _name_and_port(address: str, scheme: str) -> tuple[str, int] | None:
    """The host and port of an address; None where it has none or is no plain one.

    >>> _name_and_port("//LOCALHOST.:8501", "http"), _name_and_port("//[::1]", "http")
    (('localhost', 8501), ('::1', 80))
    >>> _name_and_port("//user@localhost", "http") is None
    True
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if not parts.hostname or "@" in parts.netloc or parts.path:
        return None
    return parts.hostname.lower().rstrip("."), port or PORTS.get(parts.scheme or scheme, 0)


async def _refuse(problem: str, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": problem})
        return
    await PlainTextResponse(problem, REFUSED)(scope, receive, _with_headers(send))


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers: Any = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sent
