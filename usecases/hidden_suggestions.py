"""Tickets that a person decides without seeing what the router suggests, and the chance of each."""

from __future__ import annotations

from routing.decision import ReviewKind
from store import blind_looks, draws, policies, review_locks
from store.runs import Run
from store.workspace import Workspace


def is_hidden(workspace: Workspace, run: Run, ticket_key: int, reviewer: str) -> bool:
    """Whether the ticket is decided without a suggestion: by lot, or drawn for accuracy today.

    The latter are drawn by confidence, so their chance stands with the draw and weighs there alone.
    """
    by_lot = chance_of_hidden(workspace, run, ticket_key, reviewer)
    return by_lot is not None or draws.chance(workspace, ticket_key) is not None


def chance_of_hidden(
    workspace: Workspace, run: Run, ticket_key: int, reviewer: str
) -> float | None:
    """The chance with which the lot fell on the ticket; None where it did not.

    It was held out of routing, or owes a blind look.
    """
    answer = review_locks.answer(workspace, run.run_id, ticket_key)
    if answer is not None and answer.review_kind is ReviewKind.HOLD_OUT:
        version = policies.of_run(workspace, run.run_id)
        rollout = version.policy.rollout if version else policies.rollout(workspace)
        return rollout.hold_out or None
    return blind_looks.chance(workspace, ticket_key, reviewer)
