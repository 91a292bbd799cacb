"""Who may steer a running job."""

from __future__ import annotations

import pytest

from jobs import Job
from usecases.actor import Actor, NotAllowed, Role
from usecases.job_control import steer


def job(kind: str) -> Job:
    return Job(kind, "Work", lambda _control, _meter: None)


def test_a_manager_pauses_resumes_and_cancels_a_run():
    run, manager = job("run"), Actor("Mo", Role.MANAGER)
    steer(run, "pause", manager)
    assert run.control.paused
    steer(run, "resume", manager)
    assert not run.control.paused
    steer(run, "cancel", manager)
    assert run.control.cancelled


@pytest.mark.parametrize("step", ["pause", "resume", "cancel"])
@pytest.mark.parametrize("role", [Role.VIEWER, Role.REVIEWER])
def test_a_run_goes_on_whatever_those_say_who_may_not_start_one(role, step):
    run = job("run")
    with pytest.raises(NotAllowed, match=f"Only a manager may {step} this job"):
        steer(run, step, Actor("Eve", role))
    assert not run.control.paused
    assert not run.control.cancelled


def test_a_reviewer_cancels_what_reviewers_start_and_a_viewer_does_not():
    check = job("labels")
    with pytest.raises(NotAllowed):
        steer(check, "cancel", Actor("Vi", Role.VIEWER))
    steer(check, "cancel", Actor("Ro", Role.REVIEWER))
    assert check.control.cancelled
