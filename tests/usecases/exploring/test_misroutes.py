"""How many tickets went wrong, from where to where, and when."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import pytest

from store.tickets import Filters
from tests.conftest import ticket
from usecases.exploring.misroutes import MAX_SIDES, Found, first_against_actual, misroutes

JANUARY = datetime(2026, 1, 5)  # noqa: DTZ001


@pytest.fixture
def moved(workspace, fill):
    """Six tickets that people put on Billing, of which two belong to Fraud and one to Refund."""
    actual = ["Billing", "Billing", "Billing", "Fraud", "Fraud", "Refund"]
    made = [
        ticket(k, name, first_category="Billing", created_at=JANUARY if k % 2 else None)
        for k, name in enumerate(actual, 1)
    ]
    fill(workspace, made)
    return workspace


def test_misroutes_of_people_are_counted_among_those_that_could_go_wrong(moved):
    people = misroutes(moved, Filters(), None)["people"]
    assert (people.wrong, people.considered) == (3, 6)
    assert people.share.value == 0.5


def test_the_commonest_way_comes_first_with_its_share_of_the_start(moved):
    flows = misroutes(moved, Filters(), None)["people"].flows()
    assert flows[["start", "finish", "tickets"]].to_numpy().tolist() == [
        ["Billing", "Fraud", 2], ["Billing", "Refund", 1]
    ]  # fmt: skip
    assert flows["share"].tolist() == pytest.approx([2 / 6, 1 / 6])


def test_weeks_count_dated_tickets_only(moved):
    weeks = misroutes(moved, Filters(), None)["people"].weeks()
    assert weeks["tickets"].tolist() == [3]
    assert weeks["share"].tolist() == pytest.approx([1 / 3])
    assert weeks["low"][0] < 1 / 3 < weeks["high"][0]


def test_the_router_is_wrong_where_it_routed_without_a_person(moved, routed):
    run = routed(lambda key: ("Billing", 0.9 if key <= 4 else 0.1))
    router = misroutes(moved, Filters(), run.run_id)["router"]
    assert (router.wrong, router.flows()["finish"].tolist()) == (1, ["Fraud"])


def test_filters_narrow_what_is_counted(moved):
    assert misroutes(moved, Filters(actual="Refund"), None)["people"].considered == 1


def test_a_matrix_has_the_commonest_sides_alone():
    ways = [(f"S{i:02}", "Home", i + 1) for i in range(20)]
    cells = pd.DataFrame(ways, columns=["start", "finish", "tickets"]).assign(is_wrong=True)
    names, counts = Found(cells).matrix()
    assert len(names) == MAX_SIDES
    assert "Home" in names
    assert "S00" not in names
    assert counts[names.index("S19")][names.index("Home")] == 20


def test_first_and_actual_categories_are_a_square_of_the_same_labels(moved):
    labels, counts = first_against_actual(moved)
    assert labels == ["Billing", "Fraud", "Refund"]
    assert counts == [[3, 2, 1], [0, 0, 0], [0, 0, 0]]
