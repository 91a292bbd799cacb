"""Which later tickets went to people by lot is remembered, and what cannot be read is nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from routing.decision import Decision
from routing.policy import Policy
from store import decisions, runs, settings, tickets
from store.explorer.library import library
from store.exploring import breakdowns, misroutes
from store.hold_out import HoldOut, chosen_hold_out, keep_hold_out
from store.tickets import EVERY_TICKET, Filters
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


@pytest.fixture
def later(workspace, fill):
    """Five tickets that all stood at B first: two came before routing began, one was held out.

    Of the two routed ones, one says nothing in the column.
    """
    after, before = BEGIN + timedelta(days=3), BEGIN - timedelta(days=3)
    given = [(before, {}), (None, {}), (after, {"held_out": "yes"}), (after, {"held_out": "no"}),
             (after, {})]  # fmt: skip
    fill(
        workspace,
        [
            ticket(n, "A", first_category="B", created_at=at, triage_seconds=10.0 * n,
                   reassignments=1, attributes=attributes)
            for n, (at, attributes) in enumerate(given, start=1)
        ],
    )  # fmt: skip
    return workspace


def _decide(workspace) -> int:
    """A run that leaves every ticket where it is, on its own."""
    run = runs.start(workspace, "embedded", {"router": "embedded"}, 1)
    journal = runs.RunJournal(workspace, run.run_id)
    for batch in journal.pending():
        journal.write([Policy(0.1).dispose(Decision(t.key, "A", 0.9, "embedded")) for t in batch])
    return run.run_id


def test_people_are_judged_by_what_came_before_routing_and_what_was_held_out(later):
    keep_hold_out(later, HOLD_OUT)
    facts = tickets.facts(later)
    assert (facts.n, facts.labelled) == (5, 5)
    assert (facts.both, facts.moved, facts.triage_n, facts.reassigned) == (3, 3, 3, 3)
    assert facts.triage_mean == pytest.approx(20)


def _told_of_people(workspace, run_id: int) -> dict[str, int]:
    """How many tickets each screen or query counts as put by a person to the wrong category."""
    cells = misroutes.cells(workspace, EVERY_TICKET, run_id)
    judged = breakdowns.judged(workspace, EVERY_TICKET, run_id, "people")
    with workspace.reading() as cursor:
        ((_, moved, _),) = cursor.execute(library()["moved_by_people"].sql).fetchall()
        viewed = "SELECT count(*) FILTER (sorted_by_people) FROM v_decisions"
        ((seen,),) = cursor.execute(viewed).fetchall()
    answered = decisions.answered(workspace, run_id, EVERY_TICKET)
    return {
        "by people": int(cells[cells["kind"] == "people"]["tickets"].sum()),
        "slices": len(judged.keys),
        "baseline": sum(n for *_, first, _, n in answered if first),
        "query": moved,
        "view": seen,
        "moved filter": len(tickets.keys(workspace, Filters(outcome="moved"), run_id)),
        "first filter": len(tickets.keys(workspace, Filters(first="B"), run_id)),
    }


def test_every_figure_of_people_follows_the_hold_out(later):
    run_id = _decide(later)
    assert set(_told_of_people(later, run_id).values()) == {5}
    keep_hold_out(later, HOLD_OUT)
    assert set(_told_of_people(later, run_id).values()) == {3}
    assert tickets.one(later, 4).first_category == "B"


def test_a_month_of_routed_tickets_alone_has_no_share_of_people(later):
    keep_hold_out(later, HoldOut("held_out", "never", HOLD_OUT.since))
    months = tickets.by_month(later)
    assert months["human_misroutes"].isna().tolist() == [False, True]
