"""Help desks in a workspace: tickets and moves once each, labels where tickets were solved."""

from datetime import UTC, datetime, timedelta

import pytest

from helpdesk.journal import Outcome, Planned, Status
from helpdesk.tickets import DeskTicket, Group, Move, MovePage, TicketPage, TicketStatus, Vanished
from routing.errors import WorkspaceError
from store import imports, tickets
from store.helpdesk import desk_groups, pushes
from store.helpdesk.archive import open_archive
from store.helpdesk.pushes import PlannedRow
from tests.conftest import ticket

AT = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
GROUPS = [Group("1", "Billing"), Group("2", "Support")]
URL = "https://acme.zendesk.com"


def read(number, group="1", status=TicketStatus.OPEN, version="1", body="Body", *, at=AT):
    return DeskTicket(
        id=f"T-{number}", subject=f"Subject {number}", body=body, group=group, status=status,
        created_at=AT, updated_at=at, version=version,
    )  # fmt: skip


@pytest.fixture
def archive(workspace):
    made = open_archive(workspace, "zendesk", "Zendesk", URL)
    desk_groups.keep_groups(workspace, "zendesk", GROUPS)
    return made


def seen(workspace, sql):
    with workspace.writing() as cursor:
        return cursor.execute(sql).fetchall()


def test_a_page_comes_in_once_and_its_cursor_with_it(workspace, archive):
    page = TicketPage((read(1), read(2)), "next")
    assert archive.keep_tickets(page) == 2
    assert archive.keep_tickets(page) == 0
    assert archive.cursors() == ("next", None)
    assert tickets.count(workspace) == 2
    assert imports.all_of(workspace)[0].tickets == 2


def test_a_change_takes_the_place_of_what_was_there(workspace, archive):
    archive.keep_tickets(TicketPage((read(1),), "a"))
    changed = read(1, group="2", version="2", body="More")
    assert archive.keep_tickets(TicketPage((changed,), "b")) == 1
    rows = seen(workspace, 'SELECT ticket, body, "group" FROM helpdesk_tickets')
    assert rows == [("T-1", "More", "Support")]


def test_the_text_of_a_deleted_ticket_stays(workspace, archive):
    archive.keep_tickets(TicketPage((read(1),), "a"))
    gone = read(1, status=TicketStatus.DELETED, version="2", body="SCRUBBED")
    archive.keep_tickets(TicketPage((gone,), "b"))
    assert seen(workspace, "SELECT body, status FROM helpdesk_tickets") == [("Body", "deleted")]


def test_a_ticket_that_came_with_a_file_is_known_again(workspace, fill, archive):
    fill(workspace, [ticket(1, "Billing")])
    archive.keep_tickets(TicketPage((read(1), read(2)), "a"))
    assert tickets.count(workspace) == 2
    assert tickets.one(workspace, 1).category == "Billing"


def test_moves_come_once_and_in_order(workspace, archive):
    archive.keep_tickets(TicketPage((read(1, group="1"),), "a"))
    assert archive.without_history() == ["T-1"]
    moves = (Move("T-1", "e2", "2", "1", AT.replace(hour=16)), Move("T-1", "e1", "1", "2", AT))
    assert archive.keep_moves(MovePage(moves, "m", ("T-1",))) == 2
    assert archive.keep_moves(MovePage(moves, "m")) == 0
    assert archive.without_history() == []
    ((told,),) = seen(workspace, "SELECT moves FROM helpdesk_tickets")
    assert [(move["from"], move["to"]) for move in told] == [
        ("Billing", "Support"), ("Support", "Billing"),
    ]  # fmt: skip


def test_solved_tickets_are_labelled_with_where_they_stand_and_began(workspace, archive):
    archive.keep_tickets(
        TicketPage((read(1, "2", TicketStatus.SOLVED), read(2, "1", TicketStatus.OPEN)), "a")
    )
    archive.keep_moves(MovePage((Move("T-1", "e1", "1", "2", AT),), "m"))
    desk_groups.map_categories(workspace, "zendesk", {"Technical": "2"})
    archive.finish(AT)
    solved, still_open = tickets.one(workspace, 1), tickets.one(workspace, 2)
    assert (solved.category, solved.first_category, solved.reassignments) == (
        "Technical", "Billing", 1
    )  # fmt: skip
    assert still_open.category is None


def test_after_its_import_was_taken_back_all_is_read_anew(workspace, archive):
    archive.keep_tickets(TicketPage((read(1),), "a"))
    imports.remove(workspace, archive.import_id)
    again = open_archive(workspace, "zendesk", "Zendesk", URL)
    assert again.cursors() == (None, None)
    assert again.keep_tickets(TicketPage((read(1),), "a")) == 1


def test_two_desks_of_one_kind_are_not_mixed(workspace, archive):
    archive.keep_tickets(TicketPage((read(1),), "a"))
    with pytest.raises(WorkspaceError, match="acme"):
        open_archive(workspace, "zendesk", "Zendesk", "https://other.zendesk.com")


def test_where_a_push_has_put_a_ticket_is_no_label_until_it_is_taken_back(workspace, archive):
    archive.keep_tickets(TicketPage((read(1, "2", TicketStatus.SOLVED),), "a"))
    plan = [PlannedRow(Planned("T-1", "1", "2"), "Support", 0.9)]
    push = pushes.start(workspace, "zendesk", 1, "ada", plan)
    pushes.Journal(workspace, push).settle(
        [Outcome("T-1", Status.ASSIGNED, "", AT, "2", written=True)]
    )
    archive.finish(AT)
    assert tickets.one(workspace, 1).category is None

    back = pushes.start(
        workspace, "zendesk", 1, "ada", pushes.way_back(workspace, push), undoes=push
    )
    pushes.Journal(workspace, back).settle(
        [Outcome("T-1", Status.ASSIGNED, "", AT, "1", written=True)]
    )
    archive.finish(AT)
    assert tickets.one(workspace, 1).category == "Support"


def test_a_ticket_whose_moves_were_not_read_is_not_taken_for_one_that_never_moved(
    workspace, archive
):
    both = (read(1, "1", TicketStatus.SOLVED), read(2, "1", TicketStatus.SOLVED))
    archive.keep_tickets(TicketPage(both, "a"))
    archive.keep_moves(MovePage((), read=("T-1",)))
    archive.finish(AT)
    known, unknown = tickets.one(workspace, 1), tickets.one(workspace, 2)
    assert (known.first_category, known.reassignments) == ("Billing", 0)
    assert (unknown.first_category, unknown.reassignments) == (None, None)


def test_what_a_late_page_says_of_before_does_not_replace_what_is_newer(workspace, archive):
    newer = read(1, group="2", version="2", at=AT + timedelta(seconds=9))
    for page in ((newer, read(1)), (read(1),)):
        archive.keep_tickets(TicketPage(page, "a"))
    assert seen(workspace, 'SELECT "group" FROM helpdesk_tickets') == [("Support",)]


def test_vanished_tickets_are_marked_and_the_cursor_goes_on(workspace, archive):
    archive.keep_tickets(TicketPage((read(1), read(2)), "a"))
    assert archive.keep_vanished(Vanished(("T-1",), "b")) == 1
    assert (archive.kept(), archive.cursors()) == (["T-2"], ("b", None))
    rows = seen(workspace, "SELECT ticket, status FROM helpdesk_tickets ORDER BY ticket")
    assert rows == [("T-1", "deleted"), ("T-2", "open")]
