"""Which later tickets went to people by lot is remembered, and what cannot be read is nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from store import settings, tickets
from store.hold_out import HoldOut, chosen_hold_out, keep_hold_out
from tests.conftest import ticket

HOLD_OUT = HoldOut("held_out", "yes", date(2027, 3, 1))
BEGIN = datetime(2027, 3, 1)  # noqa: DTZ001


def test_what_was_chosen_is_remembered_until_it_is_taken_back(workspace):
    assert chosen_hold_out(workspace) is None
    keep_hold_out(workspace, HOLD_OUT)
    assert chosen_hold_out(workspace) == HOLD_OUT
    keep_hold_out(workspace, None)
    assert chosen_hold_out(workspace) is None


@pytest.mark.parametrize("kept", [{}, {"attribute": "a", "value": "b", "since": "soon"}])
def test_what_cannot_be_read_is_nothing(workspace, kept):
    settings.HOLD_OUT.set(workspace, kept)
    assert chosen_hold_out(workspace) is None


def test_people_are_judged_by_what_came_before_routing_and_what_was_held_out(workspace, fill):
    """Before: all. Later: the held-out ones, and those without the column are routed ones."""
    later, before = BEGIN + timedelta(days=3), BEGIN - timedelta(days=3)
    given = [(before, {}), (None, {}), (later, {"held_out": "yes"}), (later, {"held_out": "no"}),
             (later, {})]  # fmt: skip
    fill(
        workspace,
        [
            ticket(n, "A", first_category="B", created_at=at, triage_seconds=10.0 * n,
                   reassignments=1, attributes=attributes)
            for n, (at, attributes) in enumerate(given, start=1)
        ],
    )  # fmt: skip
    keep_hold_out(workspace, HOLD_OUT)
    facts = tickets.facts(workspace)
    assert (facts.n, facts.labelled) == (5, 5)
    assert (facts.both, facts.moved, facts.triage_n, facts.reassigned) == (3, 3, 3, 3)
    assert facts.triage_mean == pytest.approx(20)
