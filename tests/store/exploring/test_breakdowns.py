"""Tickets one by one: their facts, and which went wrong by each kind."""

from __future__ import annotations

import pytest

from routing.decision import Decision, Disposition
from store import runs
from store.exploring import breakdowns
from store.tickets import Area, Filters, keys
from tests.conftest import ticket


@pytest.fixture
def decided(workspace, fill):
    """Three tickets: moved by people, misrouted by the router, and decided by a person."""
    fill(workspace, [
        ticket(1, "A", first_category="B"), ticket(2, "A", first_category="A"),
        ticket(3, "A", first_category="A"),
    ])  # fmt: skip
    run = runs.start(workspace, "fake", {}, 1)
    made = [
        Decision(1, "A", 0.9, "fake", disposition=Disposition.AUTO),
        Decision(2, "B", 0.9, "fake", disposition=Disposition.AUTO),
        Decision(3, "B", 0.1, "fake", disposition=Disposition.REVIEW),
    ]
    runs.RunJournal(workspace, run.run_id).write(made)
    return workspace, run.run_id


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("people", {1: True, 2: False, 3: False}),
        ("router", {1: False, 2: True}),
        ("labels", {}),
        ("decided", {1: False, 2: True, 3: True}),
    ],
)
def test_a_ticket_is_judged_by_each_kind(decided, kind, found):
    workspace, run_id = decided
    judged = breakdowns.judged(workspace, Filters(outcome="failed"), run_id, kind)
    assert dict(zip(judged.keys.tolist(), judged.is_wrong.tolist(), strict=True)) == found


def test_facts_are_in_the_order_of_the_keys(decided):
    assert breakdowns.facts(decided[0]).column("ticket_key").to_pylist() == [1, 2, 3]


def test_an_area_of_the_map_holds_what_stands_in_it(decided):
    workspace, _ = decided
    with workspace.writing() as cursor:
        cursor.execute(
            "INSERT INTO ticket_map_points VALUES (1, 1, 10, 10), (1, 2, 90, 10), (1, 3, 50, 60)"
        )
    square = Area(1, ((0, 0), (60, 0), (60, 20), (0, 20)))
    assert keys(workspace, Filters(area=square), None).tolist() == [1]
    hollow = Area(1, ((0, 0), (100, 0), (100, 100), (50, 50), (0, 100)))
    assert keys(workspace, Filters(area=hollow), None).tolist() == [1, 2]
    assert keys(workspace, Filters(area=Area(2, square.polygon)), None).size == 0
