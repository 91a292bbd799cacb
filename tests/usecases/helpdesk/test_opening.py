"""What a desk asked for in an earlier process still counts."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

from helpdesk.client import Notice
from helpdesk.credentials import BasicAuth
from helpdesk.desk_kind import DeskKind
from store.helpdesk import connections
from tests.fakes.helpdesk.inside import served
from tests.fakes.helpdesk.server import SECRET
from usecases.helpdesk.access import DeskAccess
from usecases.helpdesk.opening import opened

KIND = DeskKind.FRESHDESK


def groups(workspace, **behaviour: int):
    """Ask for the groups; how long that took in seconds, and what was told meanwhile."""
    told: list[Notice] = []

    async def main():
        async with served(KIND, tickets=3, **behaviour) as desk:
            way = DeskAccess(KIND, desk.url, BasicAuth(SECRET, "X"))
            started = time.monotonic()
            async with opened(workspace, way, told.append) as client:
                await client.groups()
            return time.monotonic() - started

    return asyncio.run(main()), told


def test_a_wait_of_an_earlier_process_is_kept_to_and_told(workspace):
    connections.keep_hold(workspace, KIND, "tickets", datetime.now(UTC) + timedelta(seconds=1))
    seconds, told = groups(workspace)
    assert seconds >= 0.4
    assert [notice.text for notice in told] == ["Freshdesk has asked to wait."]


def test_a_wait_that_a_desk_asks_for_is_kept_for_the_next_process(workspace):
    groups(workspace, seed=5, limited=0.6, retry_after=1)
    with workspace.writing() as cursor:
        ((held,),) = cursor.execute("SELECT requests FROM helpdesk_holds").fetchall()
    assert held == "tickets"
