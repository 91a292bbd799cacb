"""Jobs: one at a place, steered from any thread, ended with the process."""

from __future__ import annotations

import threading

import pytest

from jobs import Control, Job, Jobs, Meter
from routing.errors import FileRefused, RouteCaseError


def until_cancelled(control: Control, _meter: Meter) -> str:
    while True:
        control.checkpoint()


def test_a_second_job_at_the_same_place_is_refused_and_not_even_made():
    jobs, made = Jobs(), []

    def second() -> Job:
        made.append("second")
        return Job("run", "Run 2", until_cancelled)

    jobs.start("desk", lambda: Job("run", "Run 1", until_cancelled))
    with pytest.raises(RouteCaseError, match="Run 1 is still going on"):
        jobs.start("desk", second)
    assert made == []
    jobs.stop_all()


def test_a_paused_job_waits_and_can_still_be_cancelled():
    reached = threading.Semaphore(0)

    def work(control: Control, _meter: Meter) -> str:
        while True:
            control.checkpoint()
            reached.release()

    jobs = Jobs()
    job = jobs.start("desk", lambda: Job("run", "Run 1", work))
    reached.acquire()
    job.control.pause()
    assert job.control.paused
    jobs.stop("desk")
    assert (job.live, job.outcome) == (False, "cancelled")


def test_an_expected_error_becomes_the_sentence_of_the_job():
    def work(_control: Control, _meter: Meter) -> str:
        raise FileRefused("The file is empty.")

    job = Jobs().start("desk", lambda: Job("import", "Import", work))
    job.wait(5)
    assert job.error == "The file is empty."


def test_an_unexpected_error_is_told_without_its_detail():
    def work(_control: Control, _meter: Meter) -> str:
        raise KeyError("secret")

    job = Jobs().start("desk", lambda: Job("import", "Import", work))
    job.wait(5)
    assert job.error
    assert "secret" not in job.error
