"""The tickets that match, and what can be filtered by."""

from __future__ import annotations

import pytest

from store.tickets import Filters
from tests.conftest import ticket
from tests.usecases.conftest import right
from usecases.exploring.ticket_list import attribute_values, filter_values, matching


@pytest.fixture
def desk(workspace, fill):
    """Three tickets."""
    first = ticket(1, "Billing", channel="mail", attributes=(("Plan", "Gold"),))
    fill(workspace, [first, ticket(2, "Fraud", channel="chat"), ticket(3, channel="mail")])
    return workspace


def test_filters_narrow_the_keys(desk):
    assert sorted(matching(desk, Filters(), None)) == [1, 2, 3]
    assert sorted(matching(desk, Filters(channel="mail"), None)) == [1, 3]
    assert sorted(matching(desk, Filters(attributes=(("Plan", "Gold"),)), None)) == [1]


def test_a_filter_on_decisions_asks_the_run(desk, routed):
    run = routed(right)
    assert sorted(matching(desk, Filters(predicted="Fraud"), run.run_id)) == [2]


def test_only_values_that_occur_can_be_filtered_by(desk):
    assert sorted(filter_values(desk)["channel"]) == ["chat", "mail"]
    assert attribute_values(desk) == {"Plan": ["Gold"]}


def test_new_tickets_are_seen_at_once(desk, fill):
    assert len(matching(desk, Filters(), None)) == 3
    fill(desk, [ticket(4, id="N-4")], sha256="two")
    assert len(matching(desk, Filters(), None)) == 4
