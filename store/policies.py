"""The policies of a workspace, and the dispositions that follow from them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from routing.decision import Decision
from routing.policy import Policy
from store.queries import query
from store.workspace import Workspace

DISPOSED = pa.schema(
    [("ticket_key", pa.int64()), ("disposition", pa.string()), ("review_reason", pa.string())]
)


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """One saved policy; origin: what was asked, and on which run it was chosen."""

    policy_id: int
    policy: Policy
    origin: Mapping[str, Any]
    created_at: datetime


def save(workspace: Workspace, policy: Policy, origin: Mapping[str, Any]) -> PolicyVersion:
    """Save a new version, which is from now on the policy of the workspace."""
    wanted = {"policy": json.dumps(_record(policy)), "origin": json.dumps(dict(origin))}
    (number,) = workspace.execute("policies.add", wanted)[0]
    return _version(workspace.rows("policies.one", [number])[0])


def current(workspace: Workspace) -> PolicyVersion | None:
    """The newest version, None before the first."""
    rows = workspace.rows("policies.newest")
    return _version(rows[0]) if rows else None


def of_run(workspace: Workspace, run_id: int) -> PolicyVersion | None:
    """The saved policy behind the dispositions of a run; None for the default of its settings."""
    rows = workspace.rows("policies.of_run", [run_id])
    return _version(rows[0]) if rows else None


def apply(workspace: Workspace, run_id: int, version: PolicyVersion) -> None:
    """Derive the dispositions of a run anew; no router is asked again."""
    disposed = [
        version.policy.dispose(Decision(key, category, confidence, "", error=error))
        for key, category, confidence, error in workspace.rows("policies.answers", [run_id])
    ]
    columns = [
        [d.ticket_key for d in disposed],
        [d.disposition.value for d in disposed],
        [d.review_reason for d in disposed],
    ]
    with workspace.writing() as cursor:
        cursor.register("batch", pa.table(columns, schema=DISPOSED))
        cursor.execute(query("policies.dispose"), {"run_id": run_id})
        used = {"run_id": run_id, "policy_id": version.policy_id}
        cursor.execute(query("policies.used"), used)


def _record(policy: Policy) -> dict[str, Any]:
    return {
        "threshold": policy.threshold,
        "thresholds": dict(policy.thresholds),
        "always_review": sorted(policy.always_review),
    }


def _version(row: tuple[Any, ...]) -> PolicyVersion:
    number, policy, origin, created_at = row
    kept = json.loads(policy)
    rules = Policy(kept["threshold"], kept["thresholds"], frozenset(kept["always_review"]))
    return PolicyVersion(number, rules, json.loads(origin), created_at)
