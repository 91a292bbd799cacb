"""What the watch shows over time, beside its reference."""

from datetime import UTC, datetime, timedelta

from helpdesk.journal import Outcome, Planned, Status
from helpdesk.tickets import DeskTicket, TicketPage, TicketStatus
from store.helpdesk import pushes
from store.helpdesk.archive import open_archive
from store.helpdesk.pushes import PlannedRow
from store.workspace import Workspace
from tests.usecases.drift.conftest import Decided, looked
from usecases.actor import LOCAL_OWNER
from usecases.drift import over_time
from usecases.drift.over_time import Watched
from usecases.drift.reference import choose_reference


def test_everything_stands_beside_the_reference_with_its_interval(
    workspace: Workspace, decided: Decided
):
    decided(400, frozenset(range(300, 400, 5)))
    choose_reference(workspace, 200, LOCAL_OWNER)
    looked(workspace)
    for watched in Watched:
        subject = next(iter(over_time.subjects(workspace, watched)), "")
        found = over_time.course(workspace, watched, "week", subject)
        assert found.points, watched
        assert found.reference is not None, watched
        assert all(point.low <= point.value <= point.high for point in found.points)
    right = over_time.course(workspace, Watched.ACCURACY, "month").points[0]
    assert (right.value, right.n) == (380 / 400, 400)
    assert over_time.course(workspace, Watched.PRECISION, "week").target == 0.95


def test_pushed_tickets_that_people_moved_again_are_moved_on(
    workspace: Workspace, decided: Decided
):
    decided(12)
    with workspace.writing() as cursor:
        cursor.execute("UPDATE tickets SET exported_category = NULL")
    plan = [PlannedRow(Planned(f"T-{n}", None, "1"), "Billing", 0.9) for n in range(1, 11)]
    push = pushes.start(workspace, "zendesk", 1, "ada", plan)
    done = datetime(2026, 4, 1, tzinfo=UTC)
    pushes.Journal(workspace, push).settle([
        Outcome(row.planned.ticket, Status.ASSIGNED, "", done, "1", written=True) for row in plan
    ])  # fmt: skip
    archive = open_archive(workspace, "zendesk", "Zendesk", "https://acme.zendesk.com")
    archive.keep_tickets(TicketPage(tuple(
        DeskTicket(row.planned.ticket, "", "", "2" if place < 3 else "1", TicketStatus.OPEN,
                   done, done, "1")
        for place, row in enumerate(plan)
    ), "c"))  # fmt: skip
    archive.finish(done + timedelta(days=1))
    (found,) = over_time.course(workspace, Watched.MOVED, "month").points
    assert (found.value, found.n) == (0.3, 10)
