"""The Zendesk client: groups by any kind of page, and stamps that are proven before they count."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiohttp import web

from helpdesk.assignments import Assignment, Result, Snapshot
from helpdesk.errors import DeskMisuse
from helpdesk.journal import Status
from helpdesk.tickets import TicketStatus
from tests.fakes.helpdesk.inside import served
from tests.fakes.helpdesk.journal import LineJournal
from tests.fakes.helpdesk.scripted import scripted


def asked(answer, ask, **options: Any):
    """What a client says of a desk with that answer."""

    async def main():
        async with scripted("zendesk", answer, **options) as desk:
            return await ask(desk)

    return asyncio.run(main())


def test_groups_come_by_cursor_and_where_there_is_none_by_number():
    def by_number(request):
        page = int(request.query.get("page", "1"))
        more = "https://acme.zendesk.com/next" if page < 3 else None
        return {"groups": [{"id": page, "name": f"Group {page}"}], "next_page": more}

    found = asked(by_number, lambda desk: desk.groups())
    assert [group.id for group in found] == ["1", "2", "3"]

    async def main():
        async with served("zendesk", tickets=1, groups=230) as desk, desk.client() as client:
            return await client.groups()

    assert len({group.id for group in asyncio.run(main())}) == 230


def test_only_tickets_that_were_asked_for_are_looked_at():
    def more_than_asked(_request):
        shown = {"status": "open", "group_id": 1, "updated_at": "2026-03-02T00:00:00Z", "tags": []}
        return {"tickets": [{"id": 7} | shown, {"id": 8} | shown]}

    assert set(asked(more_than_asked, lambda desk: desk.look(["7", "9"]))) == {"7"}


def test_the_check_names_the_right_that_reading_needs():
    async def main():
        closed = ("GET /api/v2/incremental",)
        async with served("zendesk", tickets=1, forbidden=closed) as desk, desk.client() as client:
            return await client.check()

    found = asyncio.run(main())
    assert not found.works
    assert found.missing == ("incremental exports (admin)",)
    assert "must be an admin" in found.sentence


def test_it_is_asked_to_prove_that_it_respects_stamps_before_many_go_at_once():
    async def main(**behaviour: Any):
        async with served("zendesk", tickets=2, job_seconds=0.01, **behaviour) as desk:
            ticket = next(iter(desk.world.tickets))
            async with desk.client() as client:
                return await client.proves_stamps([ticket]), desk.world.writes

    assert asyncio.run(main()) == (True, {})
    assert asyncio.run(main(ignore_stamps=True)) == (False, {})
    assert asyncio.run(main(forbidden=("PUT",))) == (None, {})


def test_the_proof_takes_the_first_ticket_that_is_open_and_without_one_says_so():
    async def main(closed: int):
        async with served("zendesk", tickets=3, job_seconds=0.01) as desk:
            names = list(desk.world.tickets)
            for name in names[:closed]:
                desk.world.agent(name, "close")
            async with desk.client() as client:
                return await client.proves_stamps(names)

    assert asyncio.run(main(2)) is True
    with pytest.raises(DeskMisuse, match="name an open one"):
        asyncio.run(main(3))


def test_where_stamps_are_not_respected_each_ticket_goes_alone():
    async def main():
        async with served("zendesk", tickets=60, ignore_stamps=True, acting=0.1) as desk:
            journal = LineJournal(desk.plan())
            await desk.push(journal, batched=False)
            return desk.world, journal

    world, journal = asyncio.run(main())
    assert world.overlapped == []
    assert world.overwritten == []
    assert [journal.status(ticket) for ticket in journal.plan].count(Status.ASSIGNED) > 30


@pytest.mark.parametrize(("status", "result"), [(422, Result.DONE), (403, Result.FORBIDDEN)])
def test_of_many_that_are_refused_at_once_each_goes_alone_unless_a_right_is_missing(status, result):
    def refuses_many(request):
        if request.path.endswith("update_many"):
            return web.json_response({"error": "RecordInvalid"}, status=status)
        return {"ticket": {"id": int(request.path.rsplit("/", 1)[1]), "group_id": 2}}

    seen = [Snapshot(name, "1", TicketStatus.OPEN, "2026-03-02T00:00:00Z") for name in "78"]
    many = [Assignment(each, "2") for each in seen]
    found = asked(refuses_many, lambda desk: desk.assign(many))
    assert {each.ticket: each.result for each in found} == {"7": result, "8": result}
