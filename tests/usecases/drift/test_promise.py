"""A promise that is broken gives its tickets back to people."""

from routing.decision import ReviewKind
from routing.evaluation.drift.alarm import Kind
from store import policies
from store.workspace import Workspace
from tests.usecases.drift.conftest import Decided, looked
from usecases.actor import LOCAL_OWNER
from usecases.drift.promise import promise, return_to_people
from usecases.drift.reference import choose_reference


def test_a_broken_promise_returns_its_tickets_to_people(workspace: Workspace, decided: Decided):
    run = decided(500, frozenset(range(301, 501, 2)))
    choose_reference(workspace, 200, LOCAL_OWNER)
    found = looked(workspace)
    watch = promise(workspace)
    assert watch is not None
    assert watch.is_broken
    began = next(a.since.ticket for a in found.alarms if a.kind is Kind.PROMISE)
    back = return_to_people(workspace, run, LOCAL_OWNER)
    assert abs(began - 301) < 50
    assert back.tickets == 500 - began + 1
    now = policies.current(workspace)
    assert now is not None
    assert (now.policy_id, now.policy.threshold) == (back.policy_id, None)
    assert {d.review_kind for d in policies.answers(workspace, run.run_id)} == {
        ReviewKind.NO_THRESHOLD
    }
