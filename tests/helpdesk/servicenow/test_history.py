"""Where incidents were moved: from the audit, else from metrics, else told as unknown."""

import asyncio
from collections import Counter
from typing import Any

from tests.fakes.helpdesk.archive import MemoryArchive
from tests.fakes.helpdesk.inside import served
from tests.helpdesk.test_reading import read_into

NO_AUDIT = ("GET /api/now/table/sys_audit",)


def history(**behaviour: Any):
    """What is read of the moves of the first incidents, away and back."""

    async def main():
        async with served("servicenow", tickets=20, **behaviour) as desk:
            for ticket in list(desk.world.tickets)[:4]:
                desk.world.agent(ticket, "move")
                desk.world.agent(ticket, "move")
            archive = MemoryArchive()
            await read_into(archive, desk)
            return desk, archive

    return asyncio.run(main())


def told(archive):
    return Counter((move.ticket, move.before, move.after) for move in archive.moves.values())


def test_the_audit_tells_every_move():
    desk, archive = history()
    assert told(archive) == Counter((m.ticket, m.before, m.after) for m in desk.world.moves)
    assert archive.without_history() == []


def test_a_metric_of_the_group_tells_them_where_the_audit_is_closed():
    desk, archive = history(forbidden=NO_AUDIT, metrics=True)
    assert told(archive) == Counter((m.ticket, m.before, m.after) for m in desk.world.moves)
    assert any("metric_instance" in notice.text for notice in desk.notices)
    # Of incidents without a measured stay nothing is known, not even that they never moved.
    assert len(archive.without_history()) == 16


def test_without_both_the_tickets_are_read_and_it_is_said_that_moves_are_unknown():
    desk, archive = history(forbidden=NO_AUDIT)
    assert len(archive.tickets) == 20
    assert archive.moves == {}
    assert any("cannot be read" in notice.text for notice in desk.notices)
    assert len(archive.without_history()) == 20
