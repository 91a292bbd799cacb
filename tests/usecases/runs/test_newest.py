"""One run stands for a desk: the newest that is whole, wherever a run is needed."""

from __future__ import annotations

from routing.decision import Decision
from routing.engine import RunStatus
from store import runs
from usecases.runs.newest import decided_runs, newest_run

DECIDED = Decision(1, "Billing", 0.9, "")


def recorded(workspace, status: RunStatus | None, sample: int | None = None) -> int:
    """A run with one decision that ended so; None: it still goes on."""
    run = runs.start(workspace, "embedded", {}, 1, sample=sample)
    journal = runs.RunJournal(workspace, run.run_id)
    journal.write([DECIDED])
    if status:
        journal.end(status, 1.0, None)
    return run.run_id


def test_before_a_decision_no_run_stands_for_a_desk(workspace):
    runs.start(workspace, "embedded", {}, 1)
    assert newest_run(workspace) is None


def test_half_a_run_and_an_experiment_come_after_the_newest_whole_one(workspace):
    older = recorded(workspace, RunStatus.FINISHED)
    whole = recorded(workspace, RunStatus.FINISHED)
    cancelled = recorded(workspace, RunStatus.CANCELLED)
    experiment = recorded(workspace, RunStatus.FINISHED, sample=1)
    going_on = recorded(workspace, None)
    order = [run.run_id for run in decided_runs(workspace)]
    assert order == [whole, older, going_on, cancelled, experiment]
    found = newest_run(workspace)
    assert found is not None
    assert found.run_id == whole
