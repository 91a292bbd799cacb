"""The policies of a workspace, and the dispositions that follow from them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

import pyarrow as pa

from routing.decision import Alternative, Decision, Disposition, ReviewKind
from routing.decision_columns import ALTERNATIVE
from routing.policy import Policy
from routing.policy_record import from_record, to_record
from routing.rollout import Rollout
from routing.signs import Sign, SignKind
from store import taxonomies
from store.queries import query
from store.workspace import Workspace

DISPOSED = pa.schema(
    [
        ("ticket_key", pa.int64()),
        ("disposition", pa.string()),
        ("review_reason", pa.string()),
        ("review_kind", pa.string()),
        ("parent", ALTERNATIVE),
    ]
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
    wanted = {"policy": json.dumps(to_record(policy)), "origin": json.dumps(dict(origin))}
    (number,) = workspace.execute("policies.add", wanted)[0]
    return _version(workspace.rows("policies.one", [number])[0])


def current(workspace: Workspace) -> PolicyVersion | None:
    """The newest version, None before the first."""
    rows = workspace.rows("policies.newest")
    return _version(rows[0]) if rows else None


def history(workspace: Workspace) -> list[tuple[PolicyVersion, tuple[int, ...]]]:
    """Every version, newest first, with the runs whose dispositions follow it."""
    return [(_version(row[:-1]), tuple(row[-1] or ())) for row in workspace.rows("policies.all")]


def with_signs(workspace: Workspace, policy: Policy) -> Policy:
    """That policy, heeding the signs that the one in force heeds, and let loose as far as it is."""
    now = current(workspace)
    if now is None:
        return policy
    return replace(
        policy, heeds=now.policy.heeds, second_share=now.policy.second_share,
        rollout=now.policy.rollout,
    )  # fmt: skip


def rollout(workspace: Workspace) -> Rollout:
    """How far routing is let loose by the policy in force."""
    now = current(workspace)
    return now.policy.rollout if now else Rollout()


def of_run(workspace: Workspace, run_id: int) -> PolicyVersion | None:
    """The saved policy behind the dispositions of a run; None for the default of its settings."""
    rows = workspace.rows("policies.of_run", [run_id])
    return _version(rows[0]) if rows else None


def apply(workspace: Workspace, run_id: int, version: PolicyVersion) -> None:
    """Derive the dispositions of a run anew; no router is asked again."""
    policy = version.policy.within(taxonomies.of_run(workspace, run_id))
    disposed = [policy.dispose(answer) for answer in answers(workspace, run_id)]
    columns: list[list[Any]] = [
        [d.ticket_key for d in disposed],
        [d.disposition.value for d in disposed],
        [d.review_reason for d in disposed],
        [d.review_kind for d in disposed],
        [asdict(d.parent) if d.parent else None for d in disposed],
    ]
    with workspace.writing() as cursor:
        cursor.register("batch", pa.table(columns, schema=DISPOSED))
        cursor.execute(query("policies.dispose"), {"run_id": run_id})
        used = {"run_id": run_id, "policy_id": version.policy_id}
        cursor.execute(query("policies.used"), used)


def answers(workspace: Workspace, run_id: int) -> list[Decision]:
    """The decisions of a run as far as a policy looks at them, each as it is disposed now."""
    return [_answer(row) for row in workspace.rows("policies.answers", [run_id])]


def _answer(row: tuple[Any, ...]) -> Decision:
    key, category, confidence, error, others, problems, signs, disposition, kind, name, by = row
    return Decision(
        key, category, confidence, by, error=error, disposition=Disposition(disposition),
        alternatives=tuple(Alternative(**each) for each in others or ()),
        problems=tuple(Alternative(**each) for each in problems or ()),
        review_kind=ReviewKind(kind) if kind else None,
        signs=tuple(Sign(SignKind(sign["kind"]), sign["says"]) for sign in signs or ()),
        ticket_id=name,
    )  # fmt: skip


def _version(row: tuple[Any, ...]) -> PolicyVersion:
    number, policy, origin, created_at = row
    return PolicyVersion(number, from_record(json.loads(policy)), json.loads(origin), created_at)
