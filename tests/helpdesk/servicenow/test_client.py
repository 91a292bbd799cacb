"""The ServiceNow client where rules or rights stand in the way."""

import asyncio

from helpdesk.journal import Status
from tests.fakes.helpdesk.inside import served
from tests.fakes.helpdesk.journal import LineJournal


def test_a_rule_that_refuses_incidents_is_no_missing_right_that_ends_the_push():
    async def main():
        async with served("servicenow", tickets=20) as desk:
            plan = desk.plan()
            # Closed right after they were read, as far as the desk shows.
            for planned in plan[:8]:
                desk.world.tickets[planned.ticket].status = "closed"
            desk.server.shows_open = True
            journal = LineJournal(plan)
            await desk.push(journal)
            return journal

    journal = asyncio.run(main())
    assert [journal.status(t) for t in list(journal.plan)[:8]] == [Status.REFUSED] * 8
    assert [journal.status(t) for t in list(journal.plan)[8:]] == [Status.ASSIGNED] * 12


def test_without_the_audit_the_connection_works_and_says_what_is_missing():
    async def main():
        closed = ("GET /api/now/table/sys_audit",)
        async with served("servicenow", forbidden=closed) as desk, desk.client() as client:
            return await client.check()

    check = asyncio.run(main())
    assert check.works
    assert check.missing == ("sys_audit",)
