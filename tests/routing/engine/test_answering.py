"""Tickets answered in this thread: all that are pending, or only some."""

from __future__ import annotations

from jobs import Control, Meter
from routing.decision import Decision
from routing.engine import MemoryJournal
from routing.engine.answering import answer_here, answers_of
from routing.engine.decision_writer import AppliedPolicy
from routing.policy import Policy
from tests.conftest import ticket


class Slow:
    """Says A of everything; chokes on the tickets it is told to."""

    name = fingerprint = "slow"
    warnings = ()

    def __init__(self, chokes_on: frozenset[int] = frozenset()) -> None:
        self.chokes_on = chokes_on

    def route(self, tickets):
        if self.chokes_on & {t.key for t in tickets}:
            raise ValueError("bad ticket")
        return [Decision(t.key, "A", 0.9, self.name) for t in tickets]


def test_only_the_tickets_that_are_named_are_answered():
    tickets = [ticket(key) for key in range(1, 11)]
    journal, meter = MemoryJournal(tickets), Meter()
    applied = AppliedPolicy(Policy(0.5))
    answer_here(Slow(), journal, applied, Control(), meter, chunk=2, only=tickets[:3])
    assert sorted(journal.decisions) == [1, 2, 3]
    answer_here(Slow(), journal, applied, Control(), meter, chunk=2)
    assert sorted(journal.decisions) == list(range(1, 11))
    assert meter.read().done == 10


def test_each_answer_has_an_even_share_of_the_time_and_a_bad_ticket_its_error():
    made = answers_of(Slow(frozenset({3})), [ticket(key) for key in range(1, 6)])
    assert [bool(d.error) for d in made] == [False, False, True, False, False]
    assert all(d.latency_seconds > 0 for d in made if not d.error)
