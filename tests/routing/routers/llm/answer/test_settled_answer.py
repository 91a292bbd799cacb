"""A ticket is settled by its first usable answer, and given up after three unusable ones."""

from __future__ import annotations

import pytest

from routing.attempt import Attempt, Question
from routing.routers.llm.answer.settled_answer import NO_TEXT, settled

QUESTION = Question("key", "a text", notes=("An address was masked.",))
GOOD = Attempt("1-1", "key", "Spam", 0.9, reason="Measured.", input_tokens=10, cost_usd=0.1)
UNSURE = Attempt("2-1", "key", "Billing", problem="no confidence", input_tokens=20, cost_usd=0.2)
BAD = Attempt("3-1", "key", None, problem="unreadable", input_tokens=30, cost_usd=0.4)
PLEDGED = Attempt("4-1", "key", None, input_tokens=40, cost_usd=0.8, certain=False)


@pytest.mark.parametrize(
    ("attempts", "category", "error"),
    [
        ((), None, None),
        ((BAD, BAD), None, None),
        ((UNSURE,), None, None),
        ((GOOD,), "Spam", None),
        ((UNSURE, UNSURE), "Billing", None),
        ((UNSURE, BAD, GOOD), "Spam", None),
        ((BAD, BAD, BAD), "Unknown", "unreadable"),
    ],
)
def test_what_was_said_settles_the_ticket_or_the_model_is_asked_again(attempts, category, error):
    found = settled(QUESTION, attempts, "a router")
    assert (found and (found.category, found.error)) == (category and (category, error))


def test_all_that_came_back_is_paid_and_what_never_did_is_not():
    found = settled(QUESTION, (BAD, PLEDGED, GOOD), "a router")
    assert found
    assert (found.input_tokens, found.cost_usd) == (40, pytest.approx(0.5))
    assert found.reason == "Measured. An address was masked."


def test_nobody_is_asked_about_a_ticket_without_text():
    found = settled(Question("key", ""), (), "a router")
    assert found
    assert (found.category, found.reason, found.cost_usd) == ("Unknown", NO_TEXT, 0.0)
