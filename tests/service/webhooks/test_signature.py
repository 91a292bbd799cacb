"""A webhook is taken only when it was signed with our secret, within five minutes."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.desk_kind import DeskKind
from service.errors import PayloadRefused, SignatureRefused
from service.events import TicketEvent
from service.webhooks.payloads import ticket_event
from service.webhooks.signature import SCHEMES, sign, verify

NOW = 1_795_896_000.0
BODY = b'{"ticket": {"id": 7, "subject": "Refund", "body": "twice"}}'


def headers(desk: DeskKind, stamp: str, body: bytes = BODY, by: str = "s") -> dict[str, str]:
    scheme = SCHEMES[desk]
    return {scheme.signature: sign(desk, by, stamp, body), scheme.timestamp: stamp}


@pytest.mark.parametrize("desk", DeskKind)
@pytest.mark.parametrize(
    "stamp", ["1795896000", "2026-11-28T20:00:00Z", "2026-11-28T21:04:59+01:00"]
)
def test_a_body_that_was_signed_now_is_taken(desk, stamp):
    verify(desk, "s", headers(desk, stamp), BODY, NOW)


@pytest.mark.parametrize("desk", DeskKind)
@pytest.mark.parametrize(
    ("told", "body"),
    [
        ({}, BODY),
        (headers(DeskKind.ZENDESK, "1795896000", by="other"), BODY),
        (headers(DeskKind.ZENDESK, "1795896000"), BODY + b" "),
        (headers(DeskKind.SERVICENOW, "1795896000", by="other"), BODY),
        (headers(DeskKind.SERVICENOW, "1795896000"), BODY + b" "),
        (headers(DeskKind.ZENDESK, "1795895699"), BODY),
        (headers(DeskKind.ZENDESK, "1795896301"), BODY),
        (headers(DeskKind.SERVICENOW, "1795895699"), BODY),
        (headers(DeskKind.SERVICENOW, "1795896301"), BODY),
        (headers(DeskKind.ZENDESK, "2026-11-28T20:00:00"), BODY),
        (headers(DeskKind.SERVICENOW, "soon"), BODY),
        (headers(DeskKind.SERVICENOW, "9" * 400), BODY),
        (dict.fromkeys(headers(DeskKind.ZENDESK, "1"), "é"), BODY),
    ],
)
def test_forged_changed_stale_and_future_ones_are_refused(desk, told, body):
    with pytest.raises(SignatureRefused):
        verify(desk, "s", told, body, NOW)


def test_an_old_stamp_cannot_be_replaced_by_a_new_one():
    told = headers(DeskKind.ZENDESK, "1795890000")
    told[SCHEMES[DeskKind.ZENDESK].timestamp] = "1795896000"
    with pytest.raises(SignatureRefused):
        verify(DeskKind.ZENDESK, "s", told, BODY, NOW)


def test_zendesks_own_event_and_our_form_say_the_same():
    own = {
        "id": "01K", "type": "zen:event-type:ticket.created", "subject": "zen:ticket:7",
        "detail": {"id": "7", "subject": "Refund", "description": "twice", "group_id": "42",
                   "updated_at": "2026-11-28T20:00:00Z", "priority": "URGENT"},
    }  # fmt: skip
    ticket = {"id": 7, "subject": "Refund", "body": "twice", "group": 42,
              "version": "2026-11-28T20:00:00Z", "urgent": True}  # fmt: skip
    form = {"event": "01K", "ticket": ticket}
    told = [ticket_event(DeskKind.ZENDESK, json.dumps(each).encode()) for each in (own, form)]
    assert told[0] == told[1] == TicketEvent(
        "zendesk", "01K", "7", "Refund", "twice", "42", "2026-11-28T20:00:00Z", urgent=True
    )  # fmt: skip


def test_without_an_id_an_event_is_known_by_its_words():
    first, again = (ticket_event(DeskKind.SERVICENOW, BODY) for _ in range(2))
    other = ticket_event(DeskKind.SERVICENOW, BODY.replace(b"twice", b"once"))
    assert first.event == again.event != other.event


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b'"x"', b"null", b"{}", b'{"ticket": []}', b'{"ticket": {}}',
        b'{"ticket": {"id": 7}}', b'{"ticket": {"id": 7, "subject": " "}}',
        b'{"ticket": {"id": [7], "body": "x"}}', b'{"ticket": {"id": true, "body": "x"}}',
        b'{"ticket": {"id": 7, "body": {"a": 1}}}', b'{"ticket": {"id": 7, "body": "\\ud800"}}',
        b'{"ticket": {"id": "' + b"7" * 201 + b'", "body": "x"}}', b"\xff\xfe", b"[" * 100_000,
        b'{"detail": 1, "ticket": 2}', b'{"event": {}, "ticket": {"id": 1, "body": "x"}}',
    ],
)  # fmt: skip
def test_what_no_desk_sends_is_refused_in_a_sentence(body):
    with pytest.raises(PayloadRefused):
        ticket_event(DeskKind.ZENDESK, body)


@given(st.binary())
def test_no_body_does_anything_but_be_taken_or_refused(body):
    with suppress(PayloadRefused):
        ticket_event(DeskKind.FRESHDESK, body)
