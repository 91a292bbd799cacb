"""What all three clients do with their connection: open with the block, closed with it."""

from __future__ import annotations

from typing import Self

from helpdesk.connection import Connection


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
