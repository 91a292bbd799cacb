"""Work with a help desk ends when a person says so, also while it waits."""

import asyncio
import time

import pytest

from jobs import Cancelled, Control
from usecases.helpdesk.stopping import until_stopped


def test_a_wait_of_an_hour_ends_soon_after_it_is_cancelled():
    control = Control()

    async def main():
        asyncio.get_running_loop().call_later(0.1, control.cancel)
        await until_stopped(asyncio.sleep(3600), control.checkpoint, grace=0.1)

    started = time.monotonic()
    with pytest.raises(Cancelled):
        asyncio.run(main())
    assert time.monotonic() - started < 2


def test_work_that_ends_by_itself_gives_its_result_or_its_error():
    async def fails():
        raise LookupError

    control = Control()
    assert asyncio.run(until_stopped(asyncio.sleep(0, "done"), control.checkpoint)) == "done"
    with pytest.raises(LookupError):
        asyncio.run(until_stopped(fails(), control.checkpoint))
