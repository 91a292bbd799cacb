"""An answer of a browser is read whole, or refused."""

from __future__ import annotations

import pytest

from routing.errors import WorkspaceError
from tests.conftest import ticket
from usecases.reviewing.answer import Answer
from usecases.reviewing.card import Card

SENT = {"number": "a1", "ticket": 7, "origin": "queue", "verdict": "chosen", "category": "Billing"}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"number": "a"},
        {**SENT, "verdict": "sent"},
        {**SENT, "ticket": "x"},
        {**SENT, "seconds": []},
    ],
)
def test_what_is_no_answer_is_refused(sent):
    with pytest.raises(WorkspaceError):
        Answer.read(sent)


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), -5])
def test_odd_seconds_count_as_none(seconds):
    answer = Answer.read({**SENT, "seconds": seconds})
    assert Card(ticket(7)).review(answer, "Ana").seconds == 0
