"""What an answer costs, whoever asks with it."""

from __future__ import annotations

import pytest

from routing.attempt import MAY_COST, PASSING, Answer, Attempt, Trouble
from routing.decision import Alternative


@pytest.mark.parametrize(
    ("attempt", "answered"),
    [
        (Attempt("1", "k", "Billing"), True),
        (Attempt("1", "k", None, problem="not a category"), True),
        (Attempt("1", "k", None, cost_usd=0.01, certain=False), False),
    ],
)
def test_an_attempt_is_answered_when_something_came_back(attempt, answered):
    assert attempt.answered is answered


def test_tickets_with_one_question_share_the_answer_and_only_one_carries_its_cost():
    answer = Answer(
        "Billing", 0.9, "llm", (Alternative("Fraud", 0.1),), "An invoice.", input_tokens=80,
        output_tokens=5, cached_tokens=20, cost_usd=0.002, latency_seconds=0.7,
    )  # fmt: skip
    first, second = answer.decision(1), answer.decision(2, free=True)
    assert (first.input_tokens, first.output_tokens, first.cached_tokens) == (80, 5, 20)
    assert first.cost_usd == 0.002
    assert (second.input_tokens, second.output_tokens, second.cached_tokens) == (0, 0, 0)
    assert second.cost_usd == 0
    for decision in (first, second):
        assert (decision.category, decision.confidence, decision.reason) == (
            "Billing", 0.9, "An invoice.",
        )  # fmt: skip
        assert decision.alternatives == answer.alternatives
        assert decision.latency_seconds == 0.7
    assert (first.ticket_key, second.ticket_key) == (1, 2)


def test_a_failure_stays_a_decision_with_its_error():
    assert Answer("Unknown", 0, "llm", error="time-out").decision(7).error == "time-out"


def test_what_may_have_been_charged_is_worth_another_try():
    assert MAY_COST < PASSING
    assert Trouble.STOP not in PASSING
    assert Trouble.FILTER not in PASSING
