"""What a push wrote, or may have written, has a way back; nothing else has."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from helpdesk.assignments import Remark
from helpdesk.journal import Outcome, Planned, Status, undone

AT = datetime(2026, 4, 1, tzinfo=UTC)
PLANNED = Planned("T-1", "9", "1", Remark(("routecase",)), "stamp")


def came(status: Status, *, written: bool = False, before: str | None = None) -> Outcome:
    return Outcome("T-1", status, "", AT, "1", written, before)


def test_what_was_written_goes_back_to_where_it_was():
    assert undone(PLANNED, came(Status.ASSIGNED, written=True)) == Planned("T-1", "1", "9")


def test_a_ticket_without_a_group_goes_back_to_none():
    back = undone(Planned("T-1", None, "1"), came(Status.ASSIGNED, written=True))
    assert back == Planned("T-1", "1", None)


def test_another_one_s_move_right_before_ours_is_what_it_goes_back_to():
    back = undone(PLANNED, came(Status.CONFLICT, written=True, before="5"))
    assert back == Planned("T-1", "1", "5")


def test_what_may_have_been_written_has_a_way_back_too():
    assert undone(PLANNED, came(Status.UNKNOWN)) == Planned("T-1", "1", "9")


@pytest.mark.parametrize("status", [each for each in Status if each is not Status.UNKNOWN])
def test_where_nothing_of_ours_stands_there_is_no_way_back(status):
    assert undone(PLANNED, came(status)) is None
