"""Policies: versions that stay, and dispositions derived anew without asking a router again."""

from __future__ import annotations

from routing.decision import Disposition, ReviewKind
from routing.policy import Policy
from routing.signs import Sign, SignKind
from store import decisions, policies, runs
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
    shown = {key: decisions.of_ticket(workspace, key).iloc[0] for key in (1, 2, 3)}
    assert [shown[key]["disposition"] for key in (1, 2, 3)] == ["auto", "review", "review"]
    assert shown[2]["review_reason"] == "B was not right often enough to go without a person"
    assert shown[3]["review_reason"] == "it failed"
    assert runs.one(workspace, run_id).policy_id == version.policy_id
    assert policies.of_run(workspace, run_id) == version


def test_a_run_without_a_policy_has_the_default_one_of_its_settings(workspace, fill):
    assert policies.of_run(workspace, routed(workspace, fill)) is None


def test_the_signs_of_a_ticket_are_kept_so_that_a_later_policy_can_heed_them(workspace, fill):
    fill(workspace, [ticket(1), ticket(2)])
    run = runs.start(workspace, "fake", {}, 1)
    hidden = decision(1, signs=(Sign(SignKind.HIDDEN, "HTML comments"),))
    deaf = Policy(0.5, heeds=frozenset())
    journal = runs.RunJournal(workspace, run.run_id)
    journal.write([deaf.dispose(hidden), deaf.dispose(decision(2))])
    assert runs.summary(workspace, run.run_id).auto == 2
    policies.apply(workspace, run.run_id, policies.save(workspace, Policy(0.5), {}))
    kept = {each.ticket_key: each for each in policies.answers(workspace, run.run_id)}
    assert kept[1].review_kind is ReviewKind.HIDDEN
    assert kept[1].signs == hidden.signs
    assert kept[2].disposition is Disposition.AUTO


def test_every_version_says_which_runs_follow_it(workspace, fill):
    run_id = routed(workspace, fill)
    first = policies.save(workspace, Policy(0.5), {})
    policies.apply(workspace, run_id, first)
    second = policies.save(workspace, Policy(0.6), {})
    assert policies.history(workspace) == [(second, ()), (first, (run_id,))]
