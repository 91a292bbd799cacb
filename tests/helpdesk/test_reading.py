"""Readings against the contract servers: nothing missing, nothing twice, while tickets change."""

import asyncio
from collections import Counter

import pytest

from helpdesk.reading import Read, read
from tests.fakes.helpdesk.archive import MemoryArchive
from tests.fakes.helpdesk.inside import KINDS, served

CHANGES = {"zendesk": 0, "freshdesk": 3, "servicenow": 40}


async def read_into(archive, desk, progress=lambda _: None, *, history=True):
    async with desk.client() as client:
        return await read(client, archive, None, progress, history=history)


def shown(world, kind):
    """The tickets that the desk shows its users."""
    return {
        ticket.id: ticket
        for ticket in world.tickets.values()
        if not ticket.hidden and not (kind == "servicenow" and ticket.status == "deleted")
    }


@pytest.mark.parametrize("kind", KINDS)
def test_all_is_read_while_a_twentieth_changes_and_afterwards_changes_only(kind):
    async def main():
        async with served(kind, tickets=2500, one_second=0.2, churn=CHANGES[kind],
                          hidden=0.05 if kind == "servicenow" else 0.0) as desk:  # fmt: skip
            archive = MemoryArchive()
            await read_into(archive, desk)
            desk.server.is_ = desk.world.is_ = type(desk.server.is_)()
            before = desk.world.calls.total()
            changes = await read_into(archive, desk)
            return desk.world, archive, changes, desk.world.calls.total() - before

    world, archive, changes, calls = asyncio.run(main())
    tickets = shown(world, kind)
    assert len(world.agent_touched) > 50 or kind == "zendesk"
    assert tickets.keys() <= archive.tickets.keys()
    for name, ticket in tickets.items():
        assert archive.tickets[name].group == ticket.group
        assert archive.tickets[name].body == ticket.body or ticket.status == "deleted"
    assert calls <= 10
    assert changes.tickets < 200
    assert not world.violations
    if kind == "servicenow":
        told = Counter((m.ticket, m.before, m.after) for m in archive.moves.values())
        made = [m for m in world.moves if m.ticket in tickets]
        assert Counter((m.ticket, m.before, m.after) for m in made) <= told


def test_zendesk_tells_moves_once_the_last_minute_is_over_each_once():
    async def main():
        async with served("zendesk", tickets=50) as desk:
            for ticket in desk.world.tickets:
                desk.world.agent(ticket, "move")
                desk.world.agent(ticket, "move")
            for move in desk.world.moves:
                move.at -= 100
            for ticket in desk.world.tickets.values():
                ticket.touched -= 100
            archive = MemoryArchive()
            first = await read_into(archive, desk)
            again = await read_into(archive, desk)
            return desk.world, archive, first, again

    world, archive, first, again = asyncio.run(main())
    assert first == Read(tickets=50, moves=100)
    assert again == Read()
    told = {(m.ticket, m.before, m.after, m.at.timestamp()) for m in archive.moves.values()}
    assert told == {(m.ticket, m.before, m.after, m.at) for m in world.moves}


@pytest.mark.parametrize("kind", KINDS)
def test_merged_and_deleted_tickets_are_marked(kind):
    async def main():
        async with served(kind, tickets=5) as desk:
            names = list(desk.world.tickets)
            for name, what in zip(names, ("close", "merge", "delete"), strict=False):
                desk.world.agent(name, what)
                desk.world.tickets[name].touched -= 100
            archive = MemoryArchive()
            await read_into(archive, desk)
            return [archive.tickets[n].status.value for n in names if n in archive.tickets]

    told = asyncio.run(main())
    assert (
        told
        == {
            "zendesk": ["closed", "merged", "deleted", "open", "open"],
            "freshdesk": ["closed", "closed", "deleted", "open", "open"],
            "servicenow": ["closed", "closed", "open", "open"],
        }[kind]
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_reading_that_was_ended_goes_on_where_it_was(kind):
    class Ended(Exception):  # noqa: N818
        pass

    async def main():
        async with served(kind, tickets=2500) as desk:
            archive = MemoryArchive()

            def end(read):
                if archive.pages == 2:
                    raise Ended

            with pytest.raises(Ended):
                await read_into(archive, desk, end)
            some, calls = len(archive.tickets), desk.world.calls.total()
            await read_into(archive, desk, history=False)
            return some, len(archive.tickets), calls, desk.world.calls.total() - calls

    some, all_of_them, first, rest = asyncio.run(main())
    assert 0 < some < all_of_them == 2500
    assert first <= 4
    assert rest < {"zendesk": 6, "freshdesk": 40, "servicenow": 6}[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_trouble_loses_no_ticket(kind):
    trouble = dict.fromkeys(("limited", "errors", "pages", "resets", "lost", "cut"), 0.04)

    async def main():
        async with served(kind, tickets=1500, retry_after=0, **trouble) as desk:
            archive = MemoryArchive()
            await read_into(archive, desk)
            return desk.world, archive

    world, archive = asyncio.run(main())
    assert archive.tickets.keys() == world.tickets.keys()
