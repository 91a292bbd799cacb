"""What a changed policy would do to the decisions of a run, before it is saved."""

from __future__ import annotations

from collections.abc import Hashable

from routing.decision import Decision
from routing.policy import Policy
from routing.policy_change import Moves, moves
from store import policies, runs, taxonomies
from store.workspace import Workspace
from usecases.cache import kept_while


def preview(workspace: Workspace, run_id: int, draft: Policy) -> Moves:
    """How many decisions would move from where to where."""
    within = draft.within(taxonomies.of_run(workspace, run_id))
    return moves(_answers(workspace, run_id), within)


def _run_state(workspace: Workspace, run_id: int) -> Hashable:
    run = runs.one(workspace, run_id)
    return run.decided, run.policy_id


@kept_while(_run_state)
def _answers(workspace: Workspace, run_id: int) -> tuple[Decision, ...]:
    """The decisions of a run: a review does not change them."""
    return tuple(policies.answers(workspace, run_id))
