"""Freshdesk's lists: more pages than it shows, and seconds that hold more than a page."""

import asyncio

from tests.fakes.helpdesk.archive import MemoryArchive
from tests.fakes.helpdesk.inside import served
from tests.helpdesk.test_reading import read_into


def test_a_second_that_holds_many_pages_is_read_whole_while_its_tickets_change():
    async def main():
        async with served("freshdesk", tickets=1200, one_second=1.0, churn=4) as desk:
            archive = MemoryArchive()
            await read_into(archive, desk)
            return desk.world, archive

    world, archive = asyncio.run(main())
    assert archive.tickets.keys() == world.tickets.keys()


def test_a_crowded_second_that_is_long_over_is_not_gone_through_again():
    async def main():
        async with served("freshdesk", tickets=1200, one_second=1.0) as desk:
            archive = MemoryArchive()
            await read_into(archive, desk)
            before = desk.world.calls.total()
            await read_into(archive, desk)
            return desk.world.calls.total() - before

    assert asyncio.run(main()) <= 4


def test_two_changes_within_one_second_leave_the_last_one():
    async def main():
        async with served("freshdesk", tickets=3) as desk:
            first = next(iter(desk.world.tickets.values()))
            first.touched += 20 * 86400
            archive = MemoryArchive()
            await read_into(archive, desk)
            first.group = list(desk.world.groups)[2]
            await read_into(archive, desk)
            return first, archive

    first, archive = asyncio.run(main())
    assert archive.tickets[first.id].group == first.group


def test_a_list_is_complete_where_a_page_holds_fewer_than_asked_for():
    async def main():
        async with served("freshdesk", tickets=400, one_second=0.3, page_cap=30) as desk:
            archive = MemoryArchive()
            await read_into(archive, desk)
            return archive

    assert len(asyncio.run(main()).tickets) == 400
