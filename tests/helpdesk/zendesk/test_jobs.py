"""What a job of many updates says of each, and whether stamps were shown to count."""

import asyncio
from typing import Any

import pytest

from helpdesk.assignments import Assignment, Result, Snapshot
from helpdesk.errors import DeskRefused, NoAnswer, NotSent
from helpdesk.replies import Reply
from helpdesk.tickets import TicketStatus
from helpdesk.zendesk.jobs import Jobs, honours_stamps

SEEN = Snapshot("7", "1", TicketStatus.OPEN, "2026-03-02T00:00:00Z")
ONE = Assignment(SEEN, "2")


class Desk:
    """Gives one answer after the other; an exception is raised."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.polls = 0

    def hide(self, text):
        return text

    def _next(self):
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return Reply({"job_status": answer}, {})

    async def write(self, *_words: Any):
        return self._next()

    async def get_once(self, _path):
        self.polls += 1
        return self._next()


def updated(*answers: Any):
    """What comes of one update; waits are left out."""
    desk = Desk(*answers)
    return asyncio.run(Jobs(desk, 0.0).update([ONE]))[0], desk


def done(status="completed", **result: Any):
    return {"id": "j", "status": status, "results": [{"id": 7, **result}] if result else None}


@pytest.mark.parametrize(
    ("job", "result"),
    [
        (done(success=True, action="update"), Result.DONE),
        (done(success=False, error="TicketUpdateFailed"), Result.FAILED),
        (done(error="UpdateConflict"), Result.FAILED),
        (done(success=True, error="UpdateConflict"), Result.FAILED),
        (done(action="update"), Result.NO_ANSWER),
        (done(), Result.NO_ANSWER),
        (done("failed"), Result.NO_ANSWER),
        (done("killed"), Result.NO_ANSWER),
        ({"id": "j", "status": "completed", "results": ["odd"]}, Result.NO_ANSWER),
        ({"status": "queued"}, Result.NO_ANSWER),
        ("odd", Result.NO_ANSWER),
    ],
)
def test_only_what_a_job_says_for_certain_is_taken_for_certain(job, result):
    assert updated(job)[0].result is result


def test_a_failure_may_name_its_place_in_the_request():
    job = {"id": "j", "status": "completed", "results": [{"index": 0, "error": "UpdateConflict"}]}
    assert updated(job)[0].result is Result.FAILED


def test_a_job_is_asked_for_three_times_at_most_whatever_comes():
    lost = [NoAnswer("lost"), NotSent("asks to wait"), DeskRefused(404, "expired")]
    answer, desk = updated({"id": "j", "status": "queued"}, *lost)
    assert (answer.result, desk.polls) == (Result.NO_ANSWER, 3)


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ([done(error="UpdateConflict")], True),
        ([done(success=True)], False),
        ([NoAnswer("lost"), done(error="UpdateConflict")], True),
        ([DeskRefused(409, "busy"), done(error="UpdateConflict")], True),
        ([done(error="RecordInvalid")] * 5, None),
        ([DeskRefused(403, "no right")], None),
        ([NoAnswer("lost")] * 5, None),
    ],
)
def test_stamps_count_only_where_an_old_one_was_refused(answers, found):
    made = Jobs(Desk(*answers), 0.0)
    assert asyncio.run(honours_stamps(made, ONE, (0.0,) * 5)) is found
