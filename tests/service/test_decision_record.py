"""A decision as the API shows it names everything, and nothing of the ticket's text."""

from __future__ import annotations

import json
from dataclasses import replace

from routing.decision import Alternative, Decision, Disposition
from routing.filled_field import FilledField
from service.decision_record import from_record, shown_decision, to_record

DECIDED = Decision(
    7, "Billing", 0.9, "embedded", (Alternative("Login", 0.1),), disposition=Disposition.AUTO,
    calibrated=True,
)  # fmt: skip


def test_a_decision_is_shown_under_the_tickets_own_id():
    shown = shown_decision("T-1", DECIDED)
    assert (shown["id"], shown["category"], shown["disposition"]) == ("T-1", "Billing", "auto")
    assert shown["alternatives"] == [{"category": "Login", "confidence": 0.1}]
    assert shown["calibrated"] is True
    assert shown["error"] is None


def test_fields_and_a_parent_go_along_and_what_only_the_writer_needs_is_not_shown():
    field = FilledField("Priority", "High", 0.98, "priority", alone=True)
    each = replace(DECIDED, fields=(field,), parent=Alternative("Money", 0.95))
    assert from_record(json.loads(json.dumps(to_record(each)))) == each
    shown = shown_decision("T-1", each)["fields"]
    assert shown == [{"name": "Priority", "value": "High", "confidence": 0.98, "alone": True}]


def test_every_disposition_is_read_back():
    for disposition in Disposition:
        each = replace(DECIDED, disposition=disposition)
        assert from_record(to_record(each)) == each
