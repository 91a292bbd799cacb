"""The memory that ends with the process."""

from __future__ import annotations

from routing.attempt import Attempt
from routing.decision import Decision
from routing.engine import MemoryAttempts, MemoryJournal, Paid
from tests.conftest import ticket


def test_a_ticket_waits_until_its_decision_is_written():
    journal = MemoryJournal([ticket(1), ticket(2)])
    journal.write([Decision(1, "A", 0.9, "r")])
    assert journal.size() == (1, 2)
    assert [[t.key for t in batch] for batch in journal.pending()] == [[2]]


def test_answers_are_recalled_by_their_question_in_the_order_they_came():
    attempts = MemoryAttempts()
    one, two = Attempt("r1-1", "k", None, problem="unclear"), Attempt("r2-1", "k", "A")
    attempts.note([one])
    attempts.note([two])
    assert attempts.recall(["k", "other"]) == {"k": (one, two)}
    assert attempts.paid() == Paid()


def test_what_is_pledged_leaves_no_trace():
    attempts = MemoryAttempts()
    pledged = [Attempt("r1-1", "k", None, certain=False)]
    assert attempts.pledge(pledged) == 0.0
    attempts.withdraw(pledged)
    assert attempts.noted == []
