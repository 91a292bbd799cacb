"""A client's connections live as long as its block, whatever ends it."""

from __future__ import annotations

import asyncio
from typing import Self

import pytest

from helpdesk.connected import Connected


class Connection:
    """Says what was done with it."""

    def __init__(self) -> None:
        self.states: list[str] = []

    async def __aenter__(self) -> Self:
        self.states.append("open")
        return self

    async def __aexit__(self, *_error: object) -> None:
        self.states.append("closed")


class Client(Connected):
    """A client without requests."""

    def __init__(self) -> None:
        self._connection = Connection()


async def failing(client: Client) -> None:
    async with client as entered:
        assert entered is client
        assert client._connection.states == ["open"]
        raise ValueError("in the middle")


def test_a_block_that_fails_closes_what_it_opened():
    client = Client()
    with pytest.raises(ValueError, match="in the middle"):
        asyncio.run(failing(client))
    assert client._connection.states == ["open", "closed"]
