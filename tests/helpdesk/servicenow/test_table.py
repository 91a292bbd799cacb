"""ServiceNow's tables: rows nobody may see, and users in other time zones."""

import asyncio

from tests.fakes.helpdesk.archive import MemoryArchive
from tests.fakes.helpdesk.inside import served
from tests.helpdesk.test_reading import read_into


def test_pages_without_a_single_visible_row_are_not_the_end():
    async def main():
        async with served("servicenow", tickets=5000) as desk:
            for ticket in list(desk.world.tickets.values())[500:3800]:
                ticket.hidden = True
            archive = MemoryArchive()
            await read_into(archive, desk, history=False)
            return archive

    assert len(asyncio.run(main()).tickets) == 1700


def test_the_queries_of_a_user_in_another_time_zone_name_its_times_and_this_is_told():
    async def main(zone):
        async with served("servicenow", tickets=2500, zone=zone) as desk:
            archive = MemoryArchive()
            await read_into(archive, desk, history=False)
            await read_into(archive, desk, history=False)
            return archive, desk.notices

    for zone in ("America/Los_Angeles", "Asia/Tokyo"):
        archive, notices = asyncio.run(main(zone))
        assert len(archive.tickets) == 2500
        assert zone in notices[0].text
    assert asyncio.run(main("GMT"))[1] == []
