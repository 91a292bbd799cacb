"""The policy is changed by whoever may, and a run is brought to follow it."""

from __future__ import annotations

import pytest

from routing.policy import Policy
from store import policies, runs
from tests.usecases.conftest import right
from usecases.actor import Actor, NotAllowed, Role
from usecases.policy.changes import adopt_policy, follow_policy

ANA = Actor("Ana", Role.MANAGER)


def test_a_new_policy_says_who_made_it_and_the_run_follows(workspace, measured):
    run = measured(right, tickets=20)
    assert runs.summary(workspace, run.run_id).auto == 20
    version = adopt_policy(workspace, run.run_id, Policy(0.95), {"asked": 0.9}, ANA)
    assert version.origin == {"asked": 0.9, "by": "Ana"}
    assert policies.current(workspace) == version
    assert runs.summary(workspace, run.run_id).auto == 0


def test_a_run_can_go_back_to_an_earlier_policy(workspace, measured):
    run = measured(right, tickets=20)
    easy = adopt_policy(workspace, run.run_id, Policy(0.5), {}, ANA)
    adopt_policy(workspace, run.run_id, Policy(0.95), {}, ANA)
    follow_policy(workspace, run.run_id, easy, ANA)
    assert runs.summary(workspace, run.run_id).auto == 20


def test_a_reviewer_changes_no_policy(workspace, measured):
    run = measured(right, tickets=20)
    kept = adopt_policy(workspace, run.run_id, Policy(0.5), {}, ANA)
    ben = Actor("Ben", Role.REVIEWER)
    with pytest.raises(NotAllowed):
        adopt_policy(workspace, run.run_id, Policy(0.95), {}, ben)
    with pytest.raises(NotAllowed):
        follow_policy(workspace, run.run_id, kept, ben)
    assert policies.current(workspace) == kept
