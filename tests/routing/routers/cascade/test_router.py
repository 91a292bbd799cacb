"""What the first router is sure of is settled for nothing; only the rest is asked and paid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jobs import Control, Meter
from routing.decision import Decision, Disposition
from routing.routers.cascade import CascadeRule, settle
from routing.taxonomy import UNKNOWN
from routing.ticket import Ticket


class Notebook:
    """A journal in memory."""

    def __init__(self, tickets: Sequence[Ticket]) -> None:
        self.tickets = list(tickets)
        self.written: dict[int, Decision] = {}

    def size(self) -> tuple[int, int]:
        return len(self.written), len(self.tickets)

    def pending(self) -> Iterator[list[Ticket]]:
        yield [t for t in self.tickets if t.key not in self.written]

    def describe(self, fingerprint: str, warnings: Sequence[str]) -> None: ...

    def write(self, decisions: Sequence[Decision]) -> None:
        self.written.update({d.ticket_key: d for d in decisions})

    def end(self, status: str, seconds: float, error: str | None) -> None: ...


class FirstRouter:
    """Says what stands in the subject, as surely as the body says."""

    name, fingerprint, warnings = "first", "1", ()

    def route(self, tickets: Sequence[Ticket]) -> list[Decision]:
        return [Decision(t.key, t.subject, float(t.body), "first") for t in tickets]


def settled(rule: CascadeRule, by_hand: frozenset[str] = frozenset()) -> dict[int, Decision]:
    answers = [("Billing", 0.9), ("Billing", 0.4), (UNKNOWN, 1.0), ("Fraud", 0.95)]
    book = Notebook(
        [Ticket(i, f"T-{i}", name, str(sure)) for i, (name, sure) in enumerate(answers, 1)]
    )
    settle(book, FirstRouter(), rule.first(by_hand), Control(), Meter())
    return book.written


def test_only_the_sure_are_settled_and_unknown_is_asked_again():
    found = settled(CascadeRule(0.8, 0.7))
    assert {key: d.disposition for key, d in found.items()} == {
        1: Disposition.AUTO, 4: Disposition.AUTO,
    }  # fmt: skip


def test_a_category_by_hand_costs_no_second_answer():
    found = settled(CascadeRule(0.8, 0.7), frozenset({"Fraud"}))
    assert found[4].disposition is Disposition.REVIEW
    assert set(found) == {1, 4}


def test_a_first_router_that_is_never_trusted_settles_nothing():
    assert settled(CascadeRule(None, 0.7)) == {}
