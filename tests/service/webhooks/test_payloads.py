"""What a webhook says is read as it stands, or refused by naming the field."""

from __future__ import annotations

import json

import pytest

from helpdesk.desk_kind import DeskKind
from service.errors import PayloadRefused
from service.webhooks.payloads import MAX_ID, ticket_event

OURS = {"event": "e1", "ticket": {"id": 7, "subject": "Refund", "body": "twice", "group": 3,
        "version": "v2", "urgent": "1 - Critical"}}  # fmt: skip


def read(record: object, desk: DeskKind = DeskKind.FRESHDESK):
    return ticket_event(desk, json.dumps(record).encode())


def test_our_own_form_is_read_with_numbers_as_text():
    found = read(OURS)
    assert (found.desk, found.event, found.ticket, found.group) == ("freshdesk", "e1", "7", "3")
    assert (found.subject, found.body, found.version) == ("Refund", "twice", "v2")
    assert found.urgent


def test_columns_that_fields_read_come_as_attributes():
    known = {"plan": "gold", "seats": 12, "region": None}
    found = read({"ticket": {**OURS["ticket"], "attributes": known}})
    assert found.attributes == (("plan", "gold"), ("seats", "12"))
    assert found.as_ticket.attributes == found.attributes
    assert read(OURS).attributes == ()


def test_zendesks_event_is_read_from_its_detail():
    detail = {"id": "9", "subject": "Hi", "description": "help", "group_id": "4",
              "updated_at": "2026-11-28T20:00:00Z", "priority": "LOW"}  # fmt: skip
    found = read({"id": "z1", "detail": detail}, DeskKind.ZENDESK)
    assert (found.event, found.ticket, found.body, found.group) == ("z1", "9", "help", "4")
    assert found.version == "2026-11-28T20:00:00Z"
    assert not found.urgent


def test_an_event_without_an_id_is_known_by_what_it_says():
    bare = {"ticket": {"id": 1, "body": "a"}}
    other = {"ticket": {"id": 1, "body": "b"}}
    assert read(bare).event == read(bare).event != read(other).event
    assert read(bare).group is None


@pytest.mark.parametrize(
    ("record", "named"),
    [
        ([], "JSON object"),
        ({}, '"ticket"'),
        ({"ticket": {"body": "x"}}, '"id"'),
        ({"ticket": {"id": 1, "subject": " ", "body": ""}}, "neither a subject nor a body"),
        ({"ticket": {"id": [1], "body": "x"}}, '"id"'),
        ({"ticket": {"id": 1, "body": {"html": "x"}}}, '"body"'),
        ({"ticket": {"id": True, "body": "x"}}, '"id"'),
        ({"ticket": {"id": "1", "body": "\ud800"}}, "half a character"),
        ({"ticket": {"id": "1" * (MAX_ID + 1), "body": "x"}}, "longer than"),
        ({"ticket": {"id": 1, "body": "x", "attributes": []}}, '"attributes"'),
        ({"ticket": {"id": 1, "body": "x", "attributes": {"plan": ["gold"]}}}, '"plan"'),
        ({"ticket": {"id": 1, "body": "x", "attributes": {"plan": "g" * 2_000}}}, "longer than"),
        ({"ticket": {"id": 1, "body": "x", "attributes": {str(n): n for n in range(99)}}}, "more"),
        ({"event": "e" * (MAX_ID + 1), "ticket": {"id": 1, "body": "x"}}, "longer than"),
    ],
)
def test_what_is_wrong_is_refused_by_name(record, named):
    with pytest.raises(PayloadRefused, match=named):
        read(record)


@pytest.mark.parametrize("body", [b"", b"\xff", b"{", b"[" * 100_000])
def test_what_is_no_json_is_refused(body):
    with pytest.raises(PayloadRefused, match="not JSON"):
        ticket_event(DeskKind.FRESHDESK, body)
