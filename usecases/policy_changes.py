"""The policy of a workspace is changed, and a run is brought to follow it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from routing.policy import Policy
from store import policies
from store.policies import PolicyVersion
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role

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


def follow_policy(
    workspace: Workspace, run_id: int, version: PolicyVersion, actor: Actor = LOCAL_OWNER
) -> None:
    """Let a run follow a policy that was saved before."""
    actor.require(Role.MANAGER, CHANGE)
    policies.apply(workspace, run_id, version)
