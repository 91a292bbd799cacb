"""Freshdesk's JSON as records."""

import pytest

from helpdesk.freshdesk.records import status, ticket
from helpdesk.tickets import TicketStatus

RAW = {"id": 7, "updated_at": "2026-03-02T14:05:00Z", "status": 2, "group_id": None}


@pytest.mark.parametrize(
    ("raw", "found"),
    [({"status": 2}, "open"), ({"status": 4}, "solved"), ({"status": 5}, "closed"),
     ({"status": 2, "spam": True}, "deleted"), ({"status": 12}, "open"), ({}, "open")],
)  # fmt: skip
def test_statuses_of_the_desk_are_those_all_desks_share(raw, found):
    assert status(raw) is TicketStatus(found)


def test_a_body_is_text_also_where_only_html_comes():
    html = {"description": "<div>Hello<br>there <b>you</b></div>"}
    assert ticket(RAW | html).body == "Hello\nthere you"
    assert ticket(RAW | html | {"description_text": "As text"}).body == "As text"
    assert ticket(RAW).body == ""
