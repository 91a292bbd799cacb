"""The policy of a workspace is changed, and a run is brought to follow it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from routing.evaluation.dial.dial import Dial
from routing.evaluation.dial.precision_targets import PrecisionTargets
from routing.policy import Policy
from store import policies
from store.policies import PolicyVersion
from store.runs import Run
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.evaluation.evidence import evidence

CHANGE: Final = "change the policy of a workspace"


def adopt_policy(
    workspace: Workspace,
    run_id: int,
    policy: Policy,
    origin: Mapping[str, Any],
    actor: Actor = LOCAL_OWNER,
) -> PolicyVersion:
    """Save a policy as the newest version and let a run follow it; no router is asked again.

    origin: what was asked and measured; who did it stands beside it as `by`.
    """
    actor.require(Role.MANAGER, CHANGE)
    version = policies.save(workspace, policy, {**origin, "by": actor.name})
    policies.apply(workspace, run_id, version)
    return version


def adopt_dial(
    workspace: Workspace,
    run: Run,
    asked: PrecisionTargets,
    dial: Dial,
    actor: Actor = LOCAL_OWNER,
) -> PolicyVersion:
    """Make the thresholds that the dial found for a run the policy in force, with their proof."""
    found = evidence(workspace, run.run_id)
    origin = {
        **asked.to_record(),
        "achieved": dial.achieved.value if dial.achieved else None,
        "coverage": dial.coverage.value,
        "withheld": dial.withheld,
        "run_id": run.run_id,
        "n": found.n if found else 0,
    }
    chosen = policies.with_signs(workspace, dial.policy())
    return adopt_policy(workspace, run.run_id, chosen, origin, actor)


def follow_policy(
    workspace: Workspace, run_id: int, version: PolicyVersion, actor: Actor = LOCAL_OWNER
) -> None:
    """Let a run follow a policy that was saved before."""
    actor.require(Role.MANAGER, CHANGE)
    policies.apply(workspace, run_id, version)
