"""Policies: versions that stay, and dispositions derived anew without asking a router again."""

from __future__ import annotations

from routing.policy import Policy
from store import policies, runs
from store.workspace import Workspace
from tests.conftest import ticket
from tests.store.test_runs import decision


def routed(workspace: Workspace, fill) -> int:
    fill(workspace, [ticket(1, "A"), ticket(2, "B"), ticket(3, "A")])
    run = runs.start(workspace, "fake", {}, 1)
    runs.RunJournal(workspace, run.run_id).write(
        [decision(1), decision(2, "B"), decision(3, error="it failed")]
    )
    return run.run_id


def test_the_newest_policy_is_the_one_of_the_workspace_and_older_ones_stay(workspace):
    assert policies.current(workspace) is None
    first = policies.save(workspace, Policy(0.8), {"asked": 0.9})
    second = policies.save(workspace, Policy(None, {"A": 0.9, "B": None}, frozenset({"C"})), {})
    assert policies.current(workspace) == second
    assert (first.policy_id, first.origin) == (1, {"asked": 0.9})
    assert second.policy == Policy(None, {"A": 0.9, "B": None}, frozenset({"C"}))


def test_a_policy_changes_the_dispositions_of_a_run_that_is_over(workspace, fill):
    run_id = routed(workspace, fill)
    version = policies.save(workspace, Policy(0.5, {"B": None}), {})
    policies.apply(workspace, run_id, version)
    shown = {key: runs.of_ticket(workspace, key).iloc[0] for key in (1, 2, 3)}
    assert [shown[key]["disposition"] for key in (1, 2, 3)] == ["auto", "review", "review"]
    assert shown[2]["review_reason"] == "B was not right often enough to go without a person"
    assert shown[3]["review_reason"] == "it failed"
    assert runs.one(workspace, run_id).policy_id == version.policy_id
    assert policies.of_run(workspace, run_id) == version


def test_a_run_without_a_policy_has_the_default_one_of_its_settings(workspace, fill):
    assert policies.of_run(workspace, routed(workspace, fill)) is None
