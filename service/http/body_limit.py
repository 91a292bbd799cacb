"""Requests that are too large are refused while they are read, not after."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any, Final

from service.http import problems

MAX_BODY: Final = 1_000_000
Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class _TooLarge(Exception):  # noqa: N818 - it never leaves this file
    """More came than is taken."""


class BodyLimit:
    """ASGI middleware: a body of more than 1 MB ends as 413, whatever its length claims to be."""

    def __init__(self, app: App, most: int = MAX_BODY) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what is received."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        received, began = 0, False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._most:
                raise _TooLarge
            return message

        async def noted(message: Message) -> None:
            # A framework that makes its own answer of the interruption is not heard.
            nonlocal began
            if received <= self._most:
                began = True
                await send(message)

        received = _claimed(scope)
        if received <= self._most:
            received = 0
            with suppress(_TooLarge):
                await self._app(scope, counted, noted)
        if received > self._most and not began:
            refusal = problems.problem(413, f"The body is larger than {self._most:,} bytes.")
            await refusal(scope, receive, send)


def _claimed(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value)
    return 0
