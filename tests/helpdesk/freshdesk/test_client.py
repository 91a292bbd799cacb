"""The Freshdesk client: short pages, and tickets one may not see."""

import asyncio
import time

import pytest

from helpdesk.assignments import Assignment, Result, Snapshot
from helpdesk.errors import DeskStopped, NoAnswer
from helpdesk.journal import Status
from helpdesk.tickets import TicketStatus
from tests.fakes.helpdesk.inside import served
from tests.fakes.helpdesk.journal import LineJournal
from tests.fakes.helpdesk.scripted import scripted


def test_groups_are_complete_where_a_page_holds_fewer_than_asked_for():
    async def main():
        asked = {"tickets": 1, "groups": 70, "page_cap": 30}
        async with served("freshdesk", **asked) as desk, desk.client() as client:
            return await client.groups()

    assert len(asyncio.run(main())) == 70


def pushed(forbidden):
    """A push where one may not see so many of the first tickets."""

    async def main():
        async with served("freshdesk", tickets=12) as desk:
            plan = desk.plan()
            desk.server.is_ = type(desk.server.is_)(
                forbidden=tuple(f"GET /api/v2/tickets/{p.ticket}" for p in plan[:forbidden])
            )
            journal = LineJournal(plan)
            try:
                await desk.push(journal)
            except DeskStopped as stopped:
                return journal, str(stopped)
            return journal, ""

    return asyncio.run(main())


def test_a_ticket_one_may_not_see_is_refused_and_the_others_are_assigned():
    journal, stopped = pushed(2)
    statuses = [journal.status(ticket) for ticket in journal.plan]
    assert statuses == [Status.REFUSED] * 2 + [Status.ASSIGNED] * 10
    assert not stopped


def test_where_no_ticket_may_be_seen_the_push_ends_and_the_rest_waits():
    journal, stopped = pushed(12)
    assert "forbids assigning" in stopped
    assert [journal.status(ticket) for ticket in journal.plan][-1] is Status.PENDING


@pytest.mark.parametrize("status", [404, 405, 410])
def test_a_ticket_that_is_gone_is_left_out_whatever_the_status_says(status):
    async def main():
        async with served("freshdesk", tickets=1) as desk:
            ticket = next(iter(desk.world.tickets))
            desk.server.statuses[f"GET /api/v2/tickets/{ticket}"] = status
            async with desk.client() as client:
                return await client.look([ticket])

    assert asyncio.run(main()) == {}


def test_an_answer_for_another_ticket_is_no_answer():
    other = {"id": 9, "group_id": 2, "status": 2, "updated_at": "2026-01-01T00:00:00Z"}
    seen = Snapshot("1", "1", TicketStatus.OPEN, "2026-01-01T00:00:00Z")

    async def main():
        async with scripted("freshdesk", lambda _request: other) as desk:
            with pytest.raises(NoAnswer):
                await desk.look(["1"])
            return await desk.assign([Assignment(seen, "2", read_at=time.monotonic())])

    (answer,) = asyncio.run(main())
    assert answer.result is Result.NO_ANSWER
