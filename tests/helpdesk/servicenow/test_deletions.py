"""Deleted incidents are found though the table tells nothing of them."""

import asyncio

import pytest

from helpdesk.tickets import TicketStatus
from tests.fakes.helpdesk.archive import MemoryArchive
from tests.fakes.helpdesk.inside import served
from tests.helpdesk.test_reading import read_into


def after_deletions(*, hidden, concealed=0):
    """The marked incidents, the deleted ones, and the calls of the last reading without any."""

    async def main():
        async with served("servicenow", tickets=120, hidden=hidden) as desk:
            archive = MemoryArchive()
            await read_into(archive, desk, history=False)
            visible = [name for name, each in desk.world.tickets.items() if not each.hidden]
            for name in visible[5:12]:
                desk.world.agent(name, "delete")
            for name in visible[20 : 20 + concealed]:
                desk.world.tickets[name].hidden = True
            await read_into(archive, desk, history=False)
            before = desk.world.calls["read"]
            await read_into(archive, desk, history=False)
            marked = {n for n, t in archive.tickets.items() if t.status is TicketStatus.DELETED}
            return marked, set(visible[5:12]), desk.world.calls["read"] - before

    return asyncio.run(main())


@pytest.mark.parametrize("hidden", [0.0, 0.2])
def test_incidents_that_are_gone_are_marked_and_then_cost_one_call_a_reading(hidden):
    marked, deleted, calls = after_deletions(hidden=hidden)
    assert marked == deleted
    assert calls == 3  # the zone, the incidents, their count


def test_an_incident_that_may_no_longer_be_seen_is_not_taken_for_deleted():
    marked, deleted, _ = after_deletions(hidden=0.1, concealed=9)
    assert marked == deleted


def test_without_a_count_nothing_is_guessed():
    async def main():
        async with served("servicenow", tickets=30, ends="nothing") as desk:
            archive = MemoryArchive()
            await read_into(archive, desk, history=False)
            desk.world.agent(next(iter(desk.world.tickets)), "delete")
            await read_into(archive, desk, history=False)
            return archive

    archive = asyncio.run(main())
    assert {each.status for each in archive.tickets.values()} == {TicketStatus.OPEN}
