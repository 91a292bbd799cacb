"""What travels through the queue comes out as it went in."""

from __future__ import annotations

import json

import pytest

from routing.decision import Alternative, Decision, Disposition, ReviewKind
from service.decision_record import from_record, to_record
from service.events import EventOutcome, EventStatus, RoutedEvent, TicketEvent
from tests.service.conftest import event

DECIDED = Decision(
    0, "Billing", 0.5, "llm", (Alternative("Login", 0.4),), reason="words", cost_usd=0.01,
    disposition=Disposition.REVIEW, review_kind=ReviewKind.UNSURE,
)  # fmt: skip
TOLD = event(3, urgent=True, attributes=(("plan", "gold"),))
ROUTED = RoutedEvent(TOLD, DECIDED, "p1", "Group 7")


@pytest.mark.parametrize("status", EventStatus)
def test_an_outcome_is_read_back_as_it_was(status):
    told = EventOutcome(ROUTED.event, status, 12.5, "why", ROUTED, "7", "8", "1", written=True)
    assert EventOutcome.from_json(told.to_json()) == told


def test_an_event_that_was_not_decided_has_no_decision():
    told = EventOutcome(event(1, group=None), EventStatus.DEAD, 1.0, "gave up")
    assert EventOutcome.from_json(told.to_json()) == told


def test_an_event_and_its_decision_are_read_back():
    assert TicketEvent.from_json(ROUTED.event.to_json()) == ROUTED.event
    assert RoutedEvent.from_json(ROUTED.to_json()) == ROUTED


def test_an_event_of_an_earlier_version_had_no_attributes():
    record = json.loads(ROUTED.event.to_json())
    del record["attributes"]
    assert TicketEvent.from_json(json.dumps(record)).attributes == ()


def test_what_a_newer_version_has_added_to_a_decision_is_left_out():
    record = json.loads(json.dumps(to_record(DECIDED))) | {"of_tomorrow": 1}
    assert from_record(record) == DECIDED


def test_a_router_reads_the_words_of_the_event_and_nothing_else():
    read = event(3, subject="Refund", group="7").as_ticket
    assert (read.id, read.subject, read.body, read.category) == ("T3", "Refund", "refund 3", None)
