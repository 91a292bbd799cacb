"""What a failed write means for its ticket."""

import asyncio

import pytest

from helpdesk.answers import answer, written
from helpdesk.assignments import Answer, Assignment, Result, Snapshot
from helpdesk.errors import DeskRefused, DeskStopped, NoAnswer, NotSent
from helpdesk.tickets import TicketStatus


def answered(error):
    async def write():
        raise error

    return asyncio.run(answer("7", "Desk", write()))


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (NotSent("held back"), Result.NOT_SENT), (DeskStopped("ended"), Result.NOT_SENT),
        (NoAnswer("lost"), Result.NO_ANSWER), (KeyError("group_id"), Result.NO_ANSWER),
        (DeskRefused(403, "no"), Result.FORBIDDEN), (DeskRefused(404, ""), Result.GONE),
        (DeskRefused(405, ""), Result.GONE), (DeskRefused(409, "busy"), Result.FAILED),
        (DeskRefused(422, "closed"), Result.REFUSED), (DeskRefused(499, "odd"), Result.REFUSED),
    ],
)  # fmt: skip
def test_each_error_of_a_write_has_one_meaning_also_with_a_status_nobody_knows(error, result):
    assert answered(error).result is result


def test_an_answer_stays_as_it_is():
    async def write():
        return Answer("7", Result.DONE)

    assert asyncio.run(answer("7", "Desk", write())) == Answer("7", Result.DONE)


@pytest.mark.parametrize(
    ("now", "result"),
    [
        ("2", Result.DONE),
        ("1", Result.REFUSED),
        ("3", Result.OVERLAPPED),
        (None, Result.OVERLAPPED),
    ],
)
def test_a_write_is_done_where_the_ticket_is_in_the_group_and_refused_where_nothing_moved(
    now, result
):
    assignment = Assignment(Snapshot("7", "1", TicketStatus.OPEN, "stamp"), "2")
    assert written("Desk", assignment, now).result is result
