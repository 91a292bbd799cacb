"""Zendesk's exports where its clock is not ours."""

import asyncio
import base64

import pytest

from tests.fakes.helpdesk.archive import MemoryArchive
from tests.fakes.helpdesk.inside import served
from tests.helpdesk.test_reading import read_into


@pytest.mark.parametrize("clock", [-300.0, 300.0])
def test_a_clock_that_goes_wrong_by_minutes_neither_ends_nor_shortens_a_reading(clock):
    async def main():
        async with served("zendesk", tickets=30, clock=clock) as desk:
            archive = MemoryArchive()
            async with desk.client() as client:
                check = await client.check()
            await read_into(archive, desk)
            await read_into(archive, desk)
            return check, archive, desk.world

    check, archive, world = asyncio.run(main())
    assert check.works
    assert len(archive.tickets) == 30
    assert not world.violations


def test_a_cursor_that_is_no_longer_known_begins_anew_and_this_is_told():
    async def main():
        async with served("zendesk", tickets=30) as desk:
            archive = MemoryArchive()
            await read_into(archive, desk)
            archive.places[0] = base64.b64encode(b"no place").decode()
            archive.tickets.popitem()
            await read_into(archive, desk)
            return archive, desk.notices

    archive, notices = asyncio.run(main())
    assert len(archive.tickets) == 30
    assert any("all is read again" in each.text for each in notices)
