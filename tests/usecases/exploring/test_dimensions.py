"""Tickets broken down by every column of the export that has some values."""

from __future__ import annotations

import pytest

from store.tickets import Filters
from tests.conftest import ticket
from usecases.exploring.dimensions import breakdowns, dimensions


@pytest.fixture
def desk(workspace, fill):
    def one(n: int, first: str, **known: object):
        return ticket(n, "A", first_category=first, **known)

    fill(workspace, [
        one(1, "A", channel="web", attributes=(("Plan", "free"), ("Ref", "1"))),
        one(2, "B", channel="mail", attributes=(("Plan", "pro"), ("Team", "x"))),
        one(3, "B", channel="web", attributes=(("Plan", "free"), ("Team", ""))),
        one(4, "A", attributes=(("Team", "y"),)),
    ])  # fmt: skip
    return workspace


def test_a_column_with_several_values_is_a_dimension(desk):
    found = {each.title: (each.values, each.codes.tolist()) for each in dimensions(desk).all}
    assert found["Channel"] == (("web", "mail"), [0, 1, 0, -1])
    assert found["Plan"] == (("free", "pro"), [0, 1, 0, -1])
    assert found["Team"][1] == [-1, 0, -1, 2]
    assert set(found) == {"Channel", "Plan", "Team"}


def test_each_value_has_its_tickets_and_what_went_wrong(desk):
    found = {each.title: each.counts for each in breakdowns(desk, Filters(), None, "people")}
    assert [(c.value, c.tickets, c.wrong) for c in found["Channel"]] == [
        ("web", 2, 1),
        ("mail", 1, 1),
    ]
    assert [(c.value, c.share) for c in found["Plan"]] == [("free", 0.5), ("pro", 1.0)]


def test_a_selection_is_broken_down_as_the_whole(desk):
    chosen = Filters(attributes=(("Plan", "free"),), outcome="moved")
    found = {each.title: each.counts for each in breakdowns(desk, chosen, None, "people")}
    assert [(c.value, c.tickets) for c in found["Channel"]] == [("web", 2)]
    assert found["Team"] == ()


def test_a_new_import_is_a_new_breakdown(desk, fill):
    dimensions(desk)
    fill(desk, [ticket(1, "A", id="new", channel="fax")], "two")
    assert dimensions(desk).all[0].values == ("web", "mail", "fax")


def test_tickets_without_any_column_have_no_dimension(workspace, fill):
    fill(workspace, [ticket(1, "A")])
    assert dimensions(workspace).all == ()
