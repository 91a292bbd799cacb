"""What a look at a planned ticket decides."""

from functools import partial

import pytest

from helpdesk.assignments import Snapshot
from helpdesk.journal import Planned, Status
from helpdesk.tickets import TicketStatus
from helpdesk.verdict import verdict

PLANNED = Planned("1", "A", "B")


@pytest.mark.parametrize(
    ("group", "status", "sent", "expected"),
    [
        ("A", TicketStatus.OPEN, False, None), ("A", TicketStatus.OPEN, True, None),
        ("B", TicketStatus.OPEN, False, Status.UNCHANGED),
        ("B", TicketStatus.OPEN, True, Status.ASSIGNED),
        ("C", TicketStatus.OPEN, False, Status.CONFLICT),
        (None, TicketStatus.OPEN, False, Status.CONFLICT),
        ("A", TicketStatus.CLOSED, False, Status.REFUSED),
        ("B", TicketStatus.CLOSED, True, Status.ASSIGNED),
        ("A", TicketStatus.DELETED, False, Status.GONE),
    ],
)  # fmt: skip
def test_where_a_ticket_is_decides_unless_it_is_as_planned(group, status, sent, expected):
    found = verdict(PLANNED, Snapshot("1", group, status, "s"), sent=sent, named=str)
    assert (found and found.status) is expected


def test_a_ticket_that_is_not_there_is_gone():
    found = verdict(PLANNED, None, sent=True, named=str)
    assert found is not None
    assert found.status is Status.GONE
    assert not found.written


def test_what_somebody_put_back_after_our_write_is_not_written_again():
    """Our answer was lost, and the ticket is where it was: untouched, or brought back since."""
    untouched = Snapshot("1", "A", TicketStatus.OPEN, "stamp 1")
    put_back = Snapshot("1", "A", TicketStatus.OPEN, "stamp 3", "by Ada")
    looked = partial(verdict, PLANNED, sent=True, named=str, stamp="stamp 1")
    assert looked(untouched) is None
    outcome = looked(put_back)
    assert outcome.status is Status.CONFLICT
    assert "by Ada" in outcome.reason
