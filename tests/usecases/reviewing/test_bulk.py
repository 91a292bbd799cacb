"""A bulk accept goes by what is selected on other screens."""

from __future__ import annotations

import pytest

from routing.decision import Decision
from routing.policy import Policy
from routing.taxonomy import Category, Taxonomy
from store import runs, taxonomies
from store.reviewing.waiting import ReviewFilter
from store.tickets import Filters
from tests.conftest import ticket
from usecases.reviewing.bulk import candidates, known_otherwise

CHAT = Filters(channel="chat")


@pytest.fixture
def desk(workspace, fill):
    """Sixty unsure answers "Billing"; every third came by chat, every fourth belongs to Fraud."""
    taxonomies.save(workspace, Taxonomy((Category("Billing"), Category("Fraud"))), "the tests")
    fill(workspace, [
        ticket(key, "Fraud" if key % 4 == 0 else None, channel="mail" if key % 3 else "chat")
        for key in range(1, 61)
    ])  # fmt: skip
    run = runs.start(workspace, "embedded", {}, 1)
    unsure = [Decision(key, "Billing", 0.5, "embedded") for key in range(1, 61)]
    runs.RunJournal(workspace, run.run_id).write([Policy(0.9).dispose(each) for each in unsure])
    return workspace


def test_only_selected_tickets_are_accepted_together_and_their_order_stays_by_lot(desk):
    everything = candidates(desk, 1, ReviewFilter())["ticket_key"].to_pylist()
    by_chat = candidates(desk, 1, ReviewFilter(selected=CHAT))["ticket_key"].to_pylist()
    assert sorted(everything) == list(range(1, 61))
    assert by_chat == [key for key in everything if key % 3 == 0]
    assert by_chat != sorted(by_chat)


def test_known_labels_are_counted_among_the_selected_tickets_alone(desk):
    assert known_otherwise(desk, 1, ReviewFilter()) == (15, 15)
    assert known_otherwise(desk, 1, ReviewFilter(selected=CHAT)) == (5, 5)
    assert known_otherwise(desk, 1, ReviewFilter(selected=Filters(channel="fax"))) == (0, 0)
