"""ServiceNow's tables: rows nobody may see, and users in other time zones."""

import asyncio
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from aiohttp import web

from helpdesk.errors import DeskStopped
from helpdesk.servicenow.table import Table
from tests.fakes.helpdesk.archive import MemoryArchive
from tests.fakes.helpdesk.inside import served
from tests.fakes.helpdesk.scripted import scripted
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


@pytest.mark.parametrize("ends", ["count", "link", "nothing"])
@pytest.mark.parametrize("page_cap", [0, 70])
def test_a_table_is_complete_however_its_end_is_told_and_however_short_its_pages(ends, page_cap):
    async def main():
        async with served("servicenow", tickets=300, groups=150, ends=ends, page_cap=page_cap,
                          hidden=0.1) as desk:  # fmt: skip
            archive = MemoryArchive()
            await read_into(archive, desk, history=False)
            async with desk.client() as client:
                groups = await client.groups()
            return archive, groups, [t for t in desk.world.tickets.values() if not t.hidden]

    archive, groups, visible = asyncio.run(main())
    assert len(archive.tickets) == len(visible)
    assert len(groups) == 150


def test_a_zone_that_cannot_be_read_is_found_out_by_the_newest_incident():
    async def main(zone):
        async with served("servicenow", tickets=30, zone=zone) as desk:
            desk.server.statuses["GET /api/now/table/sys_user"] = 403
            archive = MemoryArchive()
            await read_into(archive, desk, history=False)
            return archive

    assert len(asyncio.run(main("UTC")).tickets) == 30
    with pytest.raises(DeskStopped, match="UTC"):
        asyncio.run(main("Asia/Tokyo"))


def test_a_count_that_is_far_too_large_is_not_walked_to_its_end():
    async def main():
        async with served("servicenow", tickets=1300, miscounted=10**9) as desk:
            archive = MemoryArchive()
            await read_into(archive, desk, history=False)
            return archive, desk.world.calls["read"], desk.notices

    archive, calls, notices = asyncio.run(main())
    assert len(archive.tickets) == 1300
    assert calls <= 10
    assert any("counts more rows of incident than it shows" in each.text for each in notices)


@pytest.mark.parametrize("page_cap", [0, 100])
def test_a_long_row_of_hidden_incidents_hides_nothing_behind_it(page_cap):
    async def main():
        async with served("servicenow", tickets=1500, page_cap=page_cap) as desk:
            for ticket in list(desk.world.tickets.values())[350:720]:
                ticket.hidden = True
            archive = MemoryArchive()
            await read_into(archive, desk, history=False)
            return archive

    assert len(asyncio.run(main()).tickets) == 1130


def test_in_the_hour_that_comes_twice_a_query_begins_before_it():
    table = Table(None)
    table.zone = ZoneInfo("Europe/Berlin")
    named = [
        table._literal(datetime(2026, 10, 24 + hour // 24, hour % 24, 30, 15, tzinfo=UTC))
        for hour in (23, 24, 25, 26)
    ]
    assert named == [
        "2026-10-25 01:30:15", "2026-10-25 01:59:59", "2026-10-25 01:59:59", "2026-10-25 03:30:15",
    ]  # fmt: skip


def test_a_table_without_rows_may_be_told_as_404():
    def answer(_request):
        error = {"message": "No Record found", "detail": "Records matching query not found"}
        return web.json_response({"error": error, "status": "failure"}, status=404)

    async def main():
        async with scripted("servicenow", answer) as desk:
            return await desk.groups(), await desk.look(["a1"])

    assert asyncio.run(main()) == ([], {})
