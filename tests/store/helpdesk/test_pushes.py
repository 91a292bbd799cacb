"""The journal of a push in a workspace: what its last line says of each ticket."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from helpdesk.assignments import Remark
from helpdesk.journal import Intent, Outcome, Planned, Status
from helpdesk.tickets import DeskTicket, Group, Move, MovePage, TicketPage, TicketStatus
from store.helpdesk import desk_groups, pushes
from store.helpdesk.archive import open_archive
from store.helpdesk.pushes import Journal, PlannedRow

AT = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
PLAN = [
    PlannedRow(Planned(f"T-{n}", "1", "2", Remark(("routecase",), "why")), "Support", 0.9)
    for n in range(4)
]


def intent(number):
    return Intent(f"T-{number}", "1", "2", "stamp", AT)


def outcome(number, status=Status.ASSIGNED, *, written=True, before=None):
    return Outcome(f"T-{number}", status, "", AT, "2", written, before)


@pytest.fixture
def push(workspace):
    return pushes.start(workspace, "zendesk", 1, "ada", PLAN)


def test_a_ticket_is_open_in_doubt_or_done_by_its_last_line(workspace, push):
    journal = Journal(workspace, push)
    journal.intend([intent(0), intent(1), intent(2)])
    journal.settle([outcome(0), outcome(2, Status.PENDING, written=False)])
    again = Journal(workspace, push)
    assert [planned.ticket for planned in again.pending()] == ["T-2", "T-3"]
    assert again.in_doubt() == [replace(PLAN[1].planned, stamp="stamp")]
    assert pushes.counts(workspace, push) == {
        Status.ASSIGNED: 1, Status.UNKNOWN: 1, Status.PENDING: 2
    }  # fmt: skip


def test_the_way_back_holds_what_stands_or_might_stand(workspace, push):
    journal = Journal(workspace, push)
    journal.intend([intent(0), intent(1), intent(2)])
    journal.settle([outcome(0), outcome(2, Status.CONFLICT, before="3")])
    journal.settle([outcome(3, Status.CONFLICT, written=False)])
    back = {row.planned.ticket: row.planned for row in pushes.way_back(workspace, push)}
    assert {t: (p.before, p.group) for t, p in back.items()} == {
        "T-0": ("2", "1"), "T-1": ("2", "1"), "T-2": ("2", "3"),
    }  # fmt: skip


def test_what_is_planned_stays_as_it_was_when_more_is_added(workspace, push):
    other = PlannedRow(Planned("T-0", "1", "9"), "Other", 0.1)
    new = PlannedRow(Planned("T-9", "1", "2"), "Support", 0.8)
    pushes.extend(workspace, push, [other, new])
    rows = {row.ticket: row for row in pushes.outcomes(workspace, push)}
    assert len(rows) == 5
    assert rows["T-0"].to_group == "2"


def test_the_audit_says_who_when_before_and_after(workspace, push):
    journal = Journal(workspace, push)
    journal.intend([intent(0)])
    journal.settle([outcome(0)])
    audit = pushes.audit(workspace, push, 10)
    assert audit["actor"].tolist() == ["ada", "ada"]
    assert audit["status"].tolist() == ["assigned", "intent"]


def test_a_push_that_was_undone_is_not_gone_on_with(workspace, push):
    assert pushes.open_push(workspace, "zendesk", 1) == push
    undo = pushes.start(workspace, "zendesk", 1, "ada", [], undoes=push)
    assert pushes.open_push(workspace, "zendesk", 1) is None
    assert pushes.undo_of(workspace, push) == undo


def test_later_readings_tell_what_people_left_where_it_was_put(workspace, push):
    archive = open_archive(workspace, "zendesk", "Zendesk", "https://acme.zendesk.com")
    desk_groups.keep_groups(workspace, "zendesk", [Group("1", "A"), Group("2", "B")])
    journal = Journal(workspace, push)
    journal.settle([outcome(n) for n in range(4)])
    states = {0: "2", 1: "1", 2: "2", 3: "2"}
    archive.keep_tickets(
        TicketPage(
            tuple(
                DeskTicket(f"T-{n}", "s", "b", group, TicketStatus.OPEN, AT, AT, "2")
                for n, group in states.items()
            ),
            "c",
        )
    )
    away_and_back = (
        Move("T-2", "e1", "2", "1", AT + timedelta(hours=1)),
        Move("T-2", "e2", "1", "2", AT + timedelta(hours=2)),
    )
    archive.keep_moves(MovePage(away_and_back, "m"))
    archive.finish(AT - timedelta(hours=1))
    assert pushes.kept(workspace) == {}
    archive.finish(AT + timedelta(hours=3))
    assert pushes.kept(workspace) == {push: (4, 2)}
    undo = pushes.start(workspace, "zendesk", 1, "ada", [PLAN[0]], undoes=push)
    Journal(workspace, undo).settle([outcome(0)])
    assert pushes.kept(workspace) == {push: (3, 1)}


def test_the_way_back_takes_the_tags_away_also_after_a_stop(workspace):
    tagged = Planned("T-9", "1", "2", Remark(("routecase",), "a note"))
    push = pushes.start(workspace, "zendesk", 1, "ada", [PlannedRow(tagged, "Support", 0.9)])
    Journal(workspace, push).settle([Outcome("T-9", Status.ASSIGNED, "", AT, "2", written=True)])
    back = pushes.way_back(workspace, push)
    undo = pushes.start(workspace, "zendesk", 1, "ada", back, undoes=push)
    (planned,) = Journal(workspace, undo).pending()
    assert planned == Planned("T-9", "2", "1", Remark(removed=("routecase",)))


def test_the_audit_names_the_group_before_each_write_and_after_it(workspace, push):
    desk_groups.keep_groups(workspace, "zendesk", [Group("1", "Triage"), Group("2", "Support")])
    journal = Journal(workspace, push)
    journal.intend([intent(0)])
    journal.settle([outcome(0)])
    journal.settle([outcome(1, Status.CONFLICT, before="3")])
    audit = pushes.audit(workspace, push, 10)
    lines = audit.iloc[:, [2, 3, 4, 5]].to_numpy().tolist()
    assert lines == [
        ["T-1", "conflict", "3", "Support"], ["T-0", "assigned", "Triage", "Support"],
        ["T-0", "intent", "Triage", "Support"],
    ]  # fmt: skip
