"""Zendesk's exports where its clock is not ours."""

import asyncio

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
