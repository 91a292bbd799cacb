"""Answers that are slow or without end."""

import asyncio

import pytest
from aiohttp import web

from helpdesk.errors import DeskStopped
from tests.fakes.helpdesk.inside import served
from tests.fakes.helpdesk.scripted import scripted


def test_a_desk_that_is_slow_is_told_of_within_two_seconds():
    async def main():
        async with served("freshdesk", tickets=3, latency=1.8) as desk:
            async with desk.client() as client:
                found = await client.groups()
            return found, desk.notices

    found, notices = asyncio.run(main())
    assert len(found) == 6
    assert [notice.text for notice in notices] == ["Freshdesk is slow to answer; it is given time."]


def test_an_answer_without_end_is_given_up_before_it_fills_the_memory(monkeypatch):
    monkeypatch.setattr("helpdesk.exchange.MAX_ANSWER", 1000)

    async def main():
        def endless(_request):
            return web.Response(text=" " * 2000 + "[]", content_type="application/json")

        async with scripted("freshdesk", endless) as desk:
            await desk.look(["1"])

    with pytest.raises(DeskStopped, match="MB"):
        asyncio.run(main())
