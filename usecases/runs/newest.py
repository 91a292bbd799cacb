"""Which run stands for a desk where nobody has chosen one: one rule for all who need a run."""

from __future__ import annotations

from routing.engine import RunStatus
from store import runs
from store.runs import Run
from store.workspace import Workspace


def decided_runs(workspace: Workspace) -> list[Run]:
    """Runs with a decision: those over all tickets first, of these the finished ones, newest first.

    A part of the tickets is an experiment, and half a run is no figure.
    """
    found = [run for run in runs.all_runs(workspace) if run.decided]
    return sorted(found, key=lambda run: (run.sample is not None, run.status != RunStatus.FINISHED))


def newest_run(workspace: Workspace) -> Run | None:
    """The first of them; None before anything was decided."""
    return next(iter(decided_runs(workspace)), None)
