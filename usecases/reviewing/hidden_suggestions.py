"""Tickets that a person decides without seeing what the router suggests."""

from __future__ import annotations

from routing.decision import ReviewKind
from store.reviewing import blind_looks, draws
from store.reviewing.waiting import run_answer
from store.runs import Run
from store.workspace import Workspace


def is_hidden(workspace: Workspace, run: Run, ticket_key: int, reviewer: str) -> bool:
    """Whether the ticket is decided without a suggestion.

    It owes a blind look by lot, was held out of routing, or was drawn for accuracy today. The
    latter two are no even sample of what was auto-routed and what was not, so that no chance of
    theirs goes into the record: accuracy by blind looks must not count them.
    """
    return (
        blind_looks.chance(workspace, ticket_key, reviewer) is not None
        or draws.chance(workspace, ticket_key) is not None
        or _is_held_out(workspace, run, ticket_key)
    )


def _is_held_out(workspace: Workspace, run: Run, ticket_key: int) -> bool:
    answer = run_answer(workspace, run.run_id, ticket_key)
    return answer is not None and answer.review_kind is ReviewKind.HOLD_OUT
