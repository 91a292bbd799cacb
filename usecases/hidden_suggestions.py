"""Tickets that a person decides without seeing what the router suggests, and the chance of each."""

from __future__ import annotations

from routing.decision import ReviewKind
from store import blind_looks, draws, policies, review_locks
from store.runs import Run
from store.workspace import Workspace


def chance_of_hidden(
    workspace: Workspace, run: Run, ticket_key: int, reviewer: str
) -> float | None:
    """The chance with which the ticket was drawn; None where its suggestion is shown.

    It was drawn by confidence for accuracy today, held out of routing by lot, or owes a blind look.
    """
    drawn = draws.chance(workspace, ticket_key)
    if drawn is not None:
        return drawn
    answer = review_locks.answer(workspace, run.run_id, ticket_key)
    if answer is not None and answer.review_kind is ReviewKind.HOLD_OUT:
        version = policies.of_run(workspace, run.run_id)
        rollout = version.policy.rollout if version else policies.rollout(workspace)
        return rollout.hold_out or None
    return blind_looks.chance(workspace, ticket_key, reviewer)
