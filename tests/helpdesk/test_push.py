"""Pushes against the contract servers: trouble, people, kills and undo."""

import asyncio
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from helpdesk.assignments import Remark
from helpdesk.errors import DeskStopped, HelpDeskError
from helpdesk.journal import Planned, Status, undone
from helpdesk.push import Push, Watcher
from tests.fakes.helpdesk.behaviour import Behaviour
from tests.fakes.helpdesk.hurried import CLIENTS, credentials
from tests.fakes.helpdesk.inside import KINDS, served
from tests.fakes.helpdesk.journal import LineJournal
from tests.fakes.helpdesk.process import help_desk
from tests.fakes.helpdesk.server import SECRET

ROOT = Path(__file__).parents[2]
# Three of Zendesk's jobs.
KILLED = 240
TROUBLE = {
    "limited": 0.03, "conflicts": 0.02, "errors": 0.02, "pages": 0.02, "resets": 0.02,
    "lost": 0.02, "cut": 0.02, "late": 0.01, "late_seconds": 0.2, "dead_jobs": 0.1,
    "job_seconds": 0.02, "token_seconds": 2.0, "retry_after": 0,
}  # fmt: skip
MORE = {"limited": 0.08, "errors": 0.08, "lost": 0.08, "cut": 0.08, "dead_jobs": 0.2}


def statuses(journal):
    return Counter(journal.status(ticket) for ticket in journal.plan)


@pytest.mark.parametrize("kind", KINDS)
def test_every_ticket_goes_to_its_group_with_the_fewest_calls(kind):
    async def main():
        async with served(kind, tickets=130, job_seconds=0.01) as desk:
            journal = LineJournal(desk.plan())
            await desk.push(journal)
            return desk.world, journal

    world, journal = asyncio.run(main())
    assert statuses(journal) == {Status.ASSIGNED: 130}
    assert all(world.tickets[t].group == planned.group for t, planned in journal.plan.items())
    assert set(world.writes.values()) == {1}
    least = {"zendesk": 2 + 2, "freshdesk": 2 * 130, "servicenow": 130 + 5}[kind]
    assert world.calls["read"] + world.calls["write"] == least
    assert not world.violations


@pytest.mark.parametrize("kind", KINDS)
def test_under_trouble_each_ticket_is_written_once_and_told_as_it_is(kind):
    # Zendesk needs few requests, so that more of them must go wrong.
    tickets, trouble = (300, {**TROUBLE, **MORE}) if kind == "zendesk" else (120, TROUBLE)

    async def main():
        async with served(kind, tickets=tickets, **trouble) as desk:
            journal = LineJournal(desk.plan())
            await desk.push(journal)
            return desk.world, journal

    world, journal = asyncio.run(main())
    assert world.faults
    assert statuses(journal) == {Status.ASSIGNED: tickets}
    assert all(world.tickets[t].group == planned.group for t, planned in journal.plan.items())
    assert set(world.writes.values()) == {1}
    assert world.early == 0


@pytest.mark.parametrize("kind", KINDS)
def test_what_people_changed_stays_and_is_reported(kind):
    async def main():
        async with served(kind, tickets=60, job_seconds=0.01) as desk:
            plan, groups = desk.plan(), list(desk.world.groups)
            moved, closed, merged, deleted, same = (planned.ticket for planned in plan[:5])
            desk.world.agent(moved, "move")
            theirs = desk.world.tickets[moved].group
            for ticket, what in ((closed, "close"), (merged, "merge"), (deleted, "delete")):
                desk.world.agent(ticket, what)
            plan[4] = Planned(same, groups[0], groups[0])
            plan[0] = Planned(moved, groups[0], next(g for g in groups[1:] if g != theirs))
            journal = LineJournal(plan)
            await desk.push(journal)
            return desk.world, journal, (moved, closed, merged, deleted, same), theirs

    world, journal, tickets, theirs = asyncio.run(main())
    assert [journal.status(ticket) for ticket in tickets] == [
        Status.CONFLICT, Status.REFUSED, Status.REFUSED, Status.GONE, Status.UNCHANGED
    ]  # fmt: skip
    assert theirs in journal.outcomes()[tickets[0]].reason
    assert world.tickets[tickets[0]].group == theirs
    assert not any(world.writes[ticket] for ticket in tickets)


@pytest.mark.parametrize("kind", KINDS)
def test_changes_between_reading_and_writing_are_not_overwritten_or_else_reported(kind):
    async def main():
        async with served(kind, tickets=200, acting=0.1, job_seconds=0.01) as desk:
            # A change in the second of the one before leaves no mark on Zendesk's stamps.
            journal = LineJournal(desk.plan())
            await desk.push(journal)
            return desk.world, journal

    world, journal = asyncio.run(main())
    assert world.overwritten == []
    assert set(world.writes.values()) == {1}
    if kind == "zendesk":
        assert world.overlapped == []
    if kind == "servicenow":
        told = {t for t, outcome in journal.outcomes().items() if outcome.status is Status.CONFLICT}
        assert world.overlapped
        assert set(world.overlapped) <= told


@pytest.mark.parametrize("kind", KINDS)
def test_a_group_that_is_gone_is_noticed_and_its_tickets_refused(kind):
    async def main():
        async with served(kind, tickets=120, job_seconds=0.01) as desk:
            plan = desk.plan()
            lost = plan[0].group
            del desk.world.groups[lost]
            journal = LineJournal(plan)
            await desk.push(journal)
            return desk.world, journal, lost

    world, journal, lost = asyncio.run(main())
    for ticket, planned in journal.plan.items():
        wanted = Status.REFUSED if planned.group == lost else Status.ASSIGNED
        assert journal.status(ticket) is wanted
    assert not any(ticket.group is None for ticket in world.tickets.values())


@pytest.mark.parametrize("kind", KINDS)
def test_when_the_credentials_are_revoked_it_ends_after_few_calls_and_the_rest_waits(kind):
    async def main():
        async with served(kind, tickets=500, latency=0.005, job_seconds=0.01) as desk:
            journal = LineJournal(desk.plan())

            def progress(done, _total):
                desk.server.revoked = done >= 50

            async with desk.client() as client:
                with pytest.raises(DeskStopped) as stopped:
                    await Push(client, journal, Watcher(progress=progress)).run()
            return desk, journal, str(stopped.value)

    desk, journal, why = asyncio.run(main())
    assert desk.server.after_revoked <= 12
    assert why.startswith(desk.client().traits.name)
    assert SECRET not in why
    counted = statuses(journal)
    assert counted[Status.PENDING] > 0
    assert counted[Status.ASSIGNED] >= 50
    assert counted[Status.ASSIGNED] + counted[Status.PENDING] + counted[Status.UNKNOWN] == 500


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_right_to_write_ends_the_push_early(kind):
    async def main():
        async with served(kind, tickets=100, forbidden=("PUT", "PATCH")) as desk:
            journal = LineJournal(desk.plan())
            with pytest.raises(DeskStopped, match="forbids assigning"):
                await desk.push(journal)
            return desk.world, journal

    world, journal = asyncio.run(main())
    assert world.calls["write"] <= 32
    assert not world.writes
    assert set(statuses(journal)) == {Status.PENDING}


@pytest.mark.parametrize("kind", KINDS)
def test_once_the_right_is_given_what_was_forbidden_is_assigned(kind):
    async def main():
        async with served(kind, tickets=40, forbidden=("PUT", "PATCH")) as desk:
            journal = LineJournal(desk.plan())
            with pytest.raises(DeskStopped, match="what was forbidden waits"):
                await desk.push(journal)
            desk.server.is_ = replace(desk.server.is_, forbidden=())
            await desk.push(journal)
            return journal

    assert set(statuses(asyncio.run(main()))) == {Status.ASSIGNED}


@pytest.mark.parametrize("kind", KINDS)
def test_undo_brings_back_what_nobody_has_moved_since(kind):
    async def main():
        async with served(kind, tickets=120, job_seconds=0.01) as desk:
            journal = LineJournal(desk.plan())
            await desk.push(journal)
            first = next(iter(journal.plan))
            desk.world.agent(first, "move")
            theirs = desk.world.tickets[first].group
            back = filter(None, (undone(journal.plan[t], o) for t, o in journal.outcomes().items()))
            undo = LineJournal(back)
            await desk.push(undo)
            return desk.world, journal, undo, first, theirs

    world, journal, undo, first, theirs = asyncio.run(main())
    assert undo.status(first) is Status.CONFLICT
    assert world.tickets[first].group == theirs
    rest = [t for t in journal.plan if t != first]
    assert all(undo.status(ticket) is Status.ASSIGNED for ticket in rest)
    assert all(world.tickets[t].group == journal.plan[t].before for t in rest)


@pytest.mark.parametrize(
    ("kind", "remark"),
    [
        ("zendesk", Remark(("routecase",), "Routed to Billing (0.93).")),
        ("freshdesk", Remark(("routecase",))),
        ("servicenow", Remark(note="Routed to Billing (0.93).")),
    ],
)
def test_a_remark_goes_along_in_the_same_request(kind, remark):
    async def main():
        async with served(kind, tickets=3, job_seconds=0.01) as desk:
            first = next(iter(desk.world.tickets.values()))
            first.tags.append("theirs")
            plan = [Planned(p.ticket, p.before, p.group, remark) for p in desk.plan()]
            await desk.push(LineJournal(plan))
            return desk.world, first

    world, first = asyncio.run(main())
    assert "theirs" in first.tags
    for ticket in world.tickets.values():
        assert not remark.tags or "routecase" in ticket.tags
        assert ticket.notes == ([remark.note] if remark.note else [])
    assert sum(world.writes.values()) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_killed_in_the_middle_it_writes_nothing_twice(kind, tmp_path):
    behaviour = Behaviour(
        tickets=KILLED, latency=0.004, job_seconds=0.1, late=0.0 if kind == "zendesk" else 0.005,
        slow=0.01, slow_seconds=0.5,
    )  # fmt: skip
    luck = random.Random(7)
    plan = tmp_path / "plan.jsonl"
    with help_desk(kind, behaviour) as desk:
        world = desk.world()
        groups = list(world["groups"])
        planned = [
            [t, row["group"], luck.choice(groups[1:])] for t, row in world["tickets"].items()
        ]
        plan.write_text("".join(f"{row}\n".replace("'", '"') for row in planned))
        command = [sys.executable, "-m", "tests.fakes.helpdesk.pusher", kind, desk.url, str(plan)]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
            while len(desk.world()["writes"]) < KILLED // 4:
                assert process.poll() is None, "it was done before it could be killed"
                time.sleep(0.02)
            process.kill()
        assert subprocess.run(command, cwd=ROOT, stderr=subprocess.DEVNULL).returncode == 0  # noqa: PLW1510
        world = desk.world()
    journal = LineJournal([Planned(*row) for row in planned], plan.with_suffix(".journal"))
    assert statuses(journal) == {Status.ASSIGNED: KILLED}
    assert set(world["writes"].values()) == {1}
    assert all(world["tickets"][t]["group"] == group for t, _, group in planned)


@pytest.mark.parametrize("kind", KINDS)
def test_a_desk_that_is_not_there_ends_in_one_sentence_and_is_told_of_at_once(kind):
    heard: list[float] = []

    async def main():
        async with served(kind, tickets=3) as desk:
            plan = desk.plan()
        started = time.monotonic()
        client = CLIENTS[kind](
            desk.url, credentials(kind), lambda _: heard.append(time.monotonic() - started)
        )
        async with client:
            with pytest.raises(HelpDeskError, match="cannot be reached"):
                await Push(client, LineJournal(plan), Watcher()).run()

    asyncio.run(main())
    assert heard[0] < 2
