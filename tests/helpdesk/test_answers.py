"""What a failed write means for its ticket."""

import asyncio

import pytest

from helpdesk.answers import answer
from helpdesk.client import Answer, Result
from helpdesk.errors import DeskRefused, DeskStopped, NoAnswer, NotSent


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
