"""Lists that never end are noticed, at every desk."""

import asyncio
from typing import Any

import pytest
from aiohttp import web

from helpdesk.errors import DeskStopped
from tests.fakes.helpdesk.scripted import scripted

TICKET = {
    "id": 7, "subject": "s", "description": "b", "group_id": 1, "status": "open", "tags": [],
    "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z",
}  # fmt: skip
GROUPS = [{"id": 1, "name": "a"}]
EVENT = {"id": 1, "ticket_id": 7, "timestamp": 1700000000, "child_events": []}
NEXT = {"Link": '<https://x?sysparm_offset=0>; rel="next"'}


async def groups(desk):
    return await desk.groups()


async def tickets(desk):
    return [page async for page in desk.tickets(None, None)]


async def moves(desk):
    return [page async for page in desk.moves(None, None, ("7",))]


class Alternating:
    """Names one of two places in turn."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, _request) -> dict[str, Any]:
        self.calls += 1
        return {"tickets": [TICKET], "after_cursor": "ab"[self.calls % 2], "end_of_stream": False}


@pytest.mark.parametrize(
    ("kind", "answer", "ask"),
    [
        ("zendesk", {"groups": GROUPS, "meta": {"has_more": True, "after_cursor": "x"}}, groups),
        ("zendesk", {"groups": GROUPS, "next_page": "https://x?page=2"}, groups),
        ("zendesk", {"tickets": [TICKET], "after_cursor": "x", "end_of_stream": False}, tickets),
        ("zendesk", {"tickets": [TICKET], "end_of_stream": False}, tickets),
        ("zendesk", Alternating(), tickets),
        ("zendesk", {"ticket_events": [EVENT], "end_time": 1, "end_of_stream": False}, moves),
        ("freshdesk", [{"id": number, "name": "a"} for number in range(100)], groups),
        ("freshdesk", lambda _: web.json_response(GROUPS, headers=NEXT), groups),
        ("servicenow", lambda _: web.json_response({"result": []}, headers=NEXT), groups),
    ],
)
def test_a_list_that_leads_back_to_a_page_ends_in_one_sentence(kind, answer, ask):
    async def main():
        given = answer if callable(answer) else lambda _request: answer
        async with scripted(kind, given) as desk:
            await asyncio.wait_for(ask(desk), 5)

    with pytest.raises(DeskStopped, match="again and again"):
        asyncio.run(main())


def test_the_last_page_may_name_no_cursor():
    async def main():
        answer = {"tickets": [TICKET], "after_cursor": None, "end_of_stream": True}
        async with scripted("zendesk", lambda _request: answer) as desk:
            return await tickets(desk)

    (page,) = asyncio.run(main())
    assert [ticket.id for ticket in page.tickets] == ["7"]
