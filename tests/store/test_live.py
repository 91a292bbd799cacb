"""What was decided live stands in one run of its profile, each ticket once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from helpdesk.tickets import DeskTicket, TicketStatus
from routing.decision import Decision
from routing.taxonomy import Category, Taxonomy
from store import decisions, live, runs, taxonomies, tickets
from store.helpdesk.archive import open_archive

AT = datetime(2026, 4, 1, tzinfo=UTC)


def told(number: int, body: str = "as it came", group: str | None = "1") -> DeskTicket:
    return DeskTicket(f"T{number}", "Help", body, group, TicketStatus.OPEN, None, AT, "0")


@pytest.fixture
def desk(workspace):
    taxonomies.save(workspace, Taxonomy((Category("Billing"),)), "the tests")
    return open_archive(workspace, "zendesk", "Zendesk", "https://acme.zendesk.com")


def run_of(workspace, profile="p1"):
    return live.run_of(workspace, profile, "embedded", {"router": "embedded"}, 1)


def groups(workspace):
    with workspace.writing() as cursor:
        return dict(cursor.execute("SELECT ticket, group_id FROM helpdesk_states").fetchall())


def test_a_profile_has_one_live_run_and_another_profile_another(workspace, desk):
    first, again, other = run_of(workspace), run_of(workspace), run_of(workspace, "p2")
    assert first.run_id == again.run_id != other.run_id
    assert (first.part, other.part) == (live.PART, live.PART)


def test_a_run_of_the_same_profile_that_did_not_come_live_is_left_alone(workspace, desk):
    plain = runs.start(workspace, "embedded", {"router": "embedded"}, 1)
    runs.RunJournal(workspace, plain.run_id).describe("p1", ())
    assert run_of(workspace).run_id != plain.run_id


def test_a_ticket_that_was_read_before_keeps_its_words_and_its_key(workspace, desk):
    (first,) = live.keep_tickets(desk, [told(1)]).values()
    keys = live.keep_tickets(desk, [told(1, "other words"), told(2)])
    assert keys["T1"] == first
    assert set(keys) == {"T1", "T2"}
    assert tickets.count(workspace) == 2
    bodies = {each.id: each.body for batch in tickets.pending(workspace, 0) for each in batch}
    assert sorted(bodies.values()) == ["as it came"] * 2


def test_where_we_moved_a_ticket_it_is_unless_somebody_moved_it_since(workspace, desk):
    live.keep_tickets(desk, [told(1), told(2, group="5"), told(3, group=None)])
    live.keep_moved(workspace, "zendesk", [("T1", "1", "7"), ("T2", "1", "7"), ("T3", None, "7")])
    assert groups(workspace) == {"T1": "7", "T2": "5", "T3": "7"}


def test_a_later_decision_stands_in_place_of_the_earlier_one(workspace, desk):
    run = run_of(workspace)
    keys = live.keep_tickets(desk, [told(1), told(2)])
    for ticket, category in (("T1", "Billing"), ("T2", "Billing"), ("T1", "Technical")):
        decision = Decision(keys[ticket], category, 0.8, "embedded")
        live.keep_decisions(workspace, run, [decision])
    found = runs.one(workspace, run.run_id)
    assert (found.decided, found.total, found.status) == (2, 2, "finished")
    newest = decisions.of_ticket(workspace, keys["T1"])
    assert newest["category"].tolist() == ["Technical"]


def test_the_decision_of_another_profile_on_the_same_ticket_stays(workspace, desk):
    keys = live.keep_tickets(desk, [told(1)])
    for profile in ("p1", "p2"):
        decision = Decision(keys["T1"], f"of {profile}", 0.8, "embedded")
        live.keep_decisions(workspace, run_of(workspace, profile), [decision])
    assert sorted(decisions.of_ticket(workspace, keys["T1"])["category"]) == ["of p1", "of p2"]
