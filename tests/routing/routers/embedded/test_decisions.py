"""The reason of a decision says what counted, and no more."""

from __future__ import annotations

from routing.routers.embedded.decisions import NOTHING_STANDS_OUT, Precedent, reason, unknown
from routing.taxonomy import UNKNOWN


def test_nothing_to_say_is_said():
    assert reason("Billing", [], []) == NOTHING_STANDS_OUT


def test_what_lowers_trust_comes_first():
    said = reason("Billing", ["refund"], [], far=True, foreign="German")
    assert said.index("far from everything") < said.index("German") < said.index('"refund"')


def test_precedents_are_named_by_their_id():
    said = reason("Billing", [], [Precedent("17", "Billing", 0.912), Precedent("4", "Fees", 0.5)])
    assert said == "Nearest labelled tickets: 17 (Billing, 0.91), 4 (Fees, 0.50)."


def test_without_labels_the_description_is_the_reason():
    assert "description of Billing" in reason("Billing", [], [], learned=False)


def test_a_ticket_nothing_can_be_said_of_is_unknown_for_sure():
    decision = unknown(7, "The ticket has no text.")
    assert (decision.ticket_key, decision.category, decision.confidence) == (7, UNKNOWN, 1.0)
