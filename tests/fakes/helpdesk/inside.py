"""A contract server inside the test's own event loop, with a client that does not wait long."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp.test_utils import TestServer

from helpdesk.client import HelpDesk, Notice
from helpdesk.credentials import Credentials
from helpdesk.journal import Planned
from helpdesk.push import Push, Watcher
from tests.fakes.helpdesk import freshdesk, servicenow, zendesk
from tests.fakes.helpdesk.behaviour import Behaviour
from tests.fakes.helpdesk.hurried import CLIENTS, credentials
from tests.fakes.helpdesk.journal import LineJournal
from tests.fakes.helpdesk.server import Desk, application
from tests.fakes.helpdesk.world import World

SERVERS: dict[str, type[Desk]] = {
    "zendesk": zendesk.Zendesk, "freshdesk": freshdesk.Freshdesk,
    "servicenow": servicenow.ServiceNow,
}  # fmt: skip
KINDS = tuple(SERVERS)


@dataclass
class Served:
    """A server, its address, and what its clients told."""

    kind: str
    server: Desk
    url: str
    notices: list[Notice] = field(default_factory=list)

    @property
    def world(self) -> World:
        return self.server.world

    def client(self, who: Credentials | None = None, **options: Any) -> HelpDesk:
        return CLIENTS[self.kind](
            self.url, who or credentials(self.kind), self.notices.append, **options
        )

    def plan(self) -> list[Planned]:
        """Every ticket goes from where it is to one of the other groups."""
        groups = list(self.world.groups)[1:]
        return [
            Planned(ticket.id, ticket.group, groups[place % len(groups)])
            for place, ticket in enumerate(self.world.tickets.values())
        ]

    async def push(self, journal: LineJournal, **options: Any) -> None:
        async with self.client(**options) as desk:
            await Push(desk, journal, Watcher(notify=self.notices.append)).run()


@asynccontextmanager
async def served(kind: str, **behaviour: Any) -> AsyncIterator[Served]:
    """A server of that kind while the block lasts."""
    desk = SERVERS[kind](Behaviour(**behaviour))
    server = TestServer(application(desk))
    await server.start_server()
    try:
        yield Served(kind, desk, str(server.make_url("")).rstrip("/"))
    finally:
        await server.close()
