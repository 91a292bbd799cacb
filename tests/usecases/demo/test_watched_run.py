"""A watched run gives the recorded answers one after the other, and ends where they end."""

from __future__ import annotations

import pytest

from jobs import Jobs
from routing.errors import RouterError
from store import decisions, runs
from usecases.demo.watched_run import start_watched_run


def test_the_first_answers_come_at_once_and_a_cancelled_run_keeps_them(demo):
    jobs = Jobs()
    job = start_watched_run(jobs, demo)
    for _ in range(100):
        job.wait(0.05)
        if runs.all_runs(demo)[0].decided:
            break
    job.control.cancel()
    job.wait()
    watched, recorded = runs.all_runs(demo)[:2]
    assert "recorded" in watched.title
    assert 0 < watched.decided < recorded.decided
    shipped = {row[0]: row[1:4] for row in decisions.answers(demo, recorded.run_id)}
    assert all(shipped[row[0]] == row[1:4] for row in decisions.answers(demo, watched.run_id))


def test_other_workspaces_have_no_recorded_answers(workspaces):
    with pytest.raises(RouterError, match="for the demo companies only"):
        start_watched_run(Jobs(), workspaces.create("Mine"))
