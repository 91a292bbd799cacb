"""A decision as the API shows it names everything, and nothing of the ticket's text."""

from __future__ import annotations

from dataclasses import replace

from routing.decision import Alternative, Decision, Disposition
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


def test_every_disposition_is_read_back():
    for disposition in Disposition:
        each = replace(DECIDED, disposition=disposition)
        assert from_record(to_record(each)) == each
