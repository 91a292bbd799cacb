"""What the clients share: their connection is closed with the block, deletions are told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from helpdesk.connection import Connection
from helpdesk.tickets import Vanished


class Connected:
    """A client that keeps connections until the end of its `async with` block."""

    _connection: Connection

    async def __aenter__(self) -> Self:
        """Connections are kept until the end of the block."""
        await self._connection.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close them."""
        await self._connection.__aexit__(*error)

    async def vanished(self, cursor: str | None, tickets: Sequence[str]) -> Vanished:  # noqa: ARG002
        """None: most desks tell deletions with their tickets."""
        return Vanished((), cursor)
