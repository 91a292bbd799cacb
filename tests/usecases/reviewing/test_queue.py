"""The tickets of a run that wait for a person."""

from __future__ import annotations

from routing.decision import Decision
from routing.policy import Policy
from routing.taxonomy import Category, Taxonomy
from store import policies, runs, settings, taxonomies
from store.reviewing.waiting import ReviewFilter
from store.tickets import Filters
from tests.conftest import ticket
from usecases.reviewing.queue import high_risk, review_queue


def queued(workspace, run_id: int, **filters: object) -> list[int]:
    """The keys in the order they are offered."""
    found = review_queue(workspace, run_id, ReviewFilter(**filters))
    return found.sort_by("place")["ticket_key"].to_pylist()


def decide(key: int) -> tuple[str, float]:
    """The first two surely, the others with growing doubt."""
    return ("Billing" if key % 2 else "Fraud"), (0.9 if key <= 2 else 0.5 - key / 100)


def test_only_what_the_policy_leaves_to_a_person_waits(workspace, fill, routed):
    fill(workspace, [ticket(key) for key in range(1, 7)])
    run = routed(decide)
    assert sorted(queued(workspace, run.run_id)) == [3, 4, 5, 6]
    assert queued(workspace, run.run_id, order="sure") == [3, 4, 5, 6]
    # Ticket 4 is drawn for a blind look: a filter by suggestion would tell what is suggested.
    assert queued(workspace, run.run_id, category="Fraud", order="sure") == [6]
    settings.BLIND_LOOKS.set(workspace, 0.0)
    assert queued(workspace, run.run_id, category="Fraud", order="sure") == [4, 6]


def test_only_what_is_selected_on_other_screens_is_offered(workspace, fill, routed):
    fill(workspace, [ticket(key, channel="chat" if key == 5 else "mail") for key in range(1, 7)])
    run = routed(decide)
    assert queued(workspace, run.run_id, selected=Filters(channel="chat")) == [5]
    assert not ReviewFilter(selected=Filters(channel="chat")).wanted


def test_another_policy_changes_the_line(workspace, fill, routed):
    fill(workspace, [ticket(key) for key in range(1, 7)])
    run = routed(decide)
    assert len(queued(workspace, run.run_id)) == 4
    policies.apply(workspace, run.run_id, policies.save(workspace, Policy(0.95), {}))
    assert len(queued(workspace, run.run_id)) == 6


def test_high_risk_comes_first_by_the_taxonomy_of_the_run(workspace, fill):
    taxonomy = Taxonomy((Category("Billing"), Category("Fraud", risk="high")))
    version = taxonomies.save(workspace, taxonomy, "the tests")
    fill(workspace, [ticket(key) for key in range(1, 5)])
    run = runs.start(workspace, "embedded", {}, version.taxonomy_id)
    decisions = [Decision(k, "Fraud" if k > 2 else "Billing", 0.2, "embedded") for k in range(1, 5)]
    runs.RunJournal(workspace, run.run_id).write([Policy(0.5).dispose(d) for d in decisions])
    assert high_risk(workspace, run.run_id) == {"Fraud"}
    assert set(queued(workspace, run.run_id)[:2]) == {3, 4}
