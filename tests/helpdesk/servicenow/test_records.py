"""ServiceNow's JSON, all text, as records."""

import pytest

from helpdesk.servicenow.records import snapshot, status
from helpdesk.tickets import TicketStatus

ROW = {"sys_id": "a1", "sys_updated_on": "2026-03-02 14:05:00", "sys_mod_count": "3"}


@pytest.mark.parametrize(
    ("raw", "found"),
    [({"state": "2"}, "open"), ({"state": "6"}, "solved"), ({"state": "7"}, "closed"),
     ({"state": "8"}, "closed"), ({"state": "-40", "active": "false"}, "closed"),
     ({"state": "-40", "active": "true"}, "open")],
)  # fmt: skip
def test_states_of_a_company_s_own_are_told_by_whether_the_incident_is_active(raw, found):
    assert status(raw) is TicketStatus(found)


@pytest.mark.parametrize("group", ["g1", {"link": "https://x/g1", "value": "g1"}])
def test_a_reference_is_its_id_with_and_without_its_link(group):
    assert snapshot(ROW | {"assignment_group": group}).group == "g1"


def test_the_count_of_changes_is_the_stamp():
    assert snapshot(ROW).stamp == "3"
