"""Zendesk's JSON as records."""

import pytest

from helpdesk.assignments import Assignment, Remark, Snapshot
from helpdesk.tickets import TicketStatus
from helpdesk.zendesk.records import group, moves, status, ticket, update

EVENT = {"id": 5, "ticket_id": 7, "timestamp": 1772460300}


@pytest.mark.parametrize(
    ("raw", "found"),
    [({"status": "pending"}, "open"), ({"status": "hold"}, "open"),
     ({"status": "solved"}, "solved"),
     ({"status": "closed"}, "closed"), ({"status": "deleted"}, "deleted"),
     ({"status": "closed", "tags": ["closed_by_merge"]}, "merged"),
     ({"status": "open", "tags": ["closed_by_merge"]}, "open")],
)  # fmt: skip
def test_statuses_of_the_desk_are_those_all_desks_share(raw, found):
    assert status(raw) is TicketStatus(found)


def test_a_system_update_makes_another_version_though_updated_at_stays():
    raw = {"id": 7, "updated_at": "2026-03-02T14:05:00Z", "generated_timestamp": 1}
    first, second = ticket(raw, {}), ticket(raw | {"generated_timestamp": 2}, {})
    assert first.updated_at == second.updated_at
    assert first.version != second.version


def test_group_stations_count_reassignments_one_less():
    raw = {"id": 7, "updated_at": "2026-03-02T14:05:00Z"}
    assert ticket(raw, {"7": {"group_stations": 3}}).reassignments == 2
    assert ticket(raw, {}).reassignments is None


def test_only_changes_of_the_group_are_moves():
    children = [
        {"id": 1, "event_type": "Change", "group_id": 2, "previous_value": "1"},
        {"id": 2, "event_type": "Change", "status": "open", "previous_value": "new"},
        {"id": 3, "event_type": "Create", "group_id": 1},
    ]
    (move,) = moves(EVENT | {"child_events": children})
    assert (move.event, move.before, move.after) == ("5-1", "1", "2")
    assert moves(EVENT) == []


def test_a_deleted_group_is_none():
    assert group({"id": 1, "name": "Old", "deleted": True}) is None


def test_an_update_goes_under_the_stamp_that_was_seen_and_its_note_is_private():
    seen = Snapshot("7", "1", TicketStatus.OPEN, "2026-03-02T14:05:00Z")
    fields = update(Assignment(seen, "2", Remark(note="Why")))
    assert (fields["safe_update"], fields["updated_stamp"]) == (True, seen.stamp)
    assert fields["comment"] == {"body": "Why", "public": False}
