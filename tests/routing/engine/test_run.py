"""A run: written before it counts, resumable, and one bad ticket spoils no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from jobs import Control, Meter
from routing.decision import Decision, Disposition
from routing.engine import run
from routing.errors import RouterError
from routing.policy import Policy
from routing.ticket import Ticket
from tests.conftest import ticket


@dataclass
class MemoryJournal:
    """A journal in memory that refuses a second decision on a ticket."""

    tickets: list[Ticket]
    written: dict[int, Decision] = field(default_factory=dict)
    status: str = ""
    error: str | None = None

    def size(self) -> tuple[int, int]:
        return len(self.written), len(self.tickets)

    def pending(self) -> Iterator[list[Ticket]]:
        yield [t for t in self.tickets if t.key not in self.written]

    def describe(self, fingerprint: str, warnings: Sequence[str]) -> None:
        self.described = (fingerprint, tuple(warnings))

    def write(self, decisions: Sequence[Decision]) -> None:
        for decision in decisions:
            assert decision.ticket_key not in self.written
            self.written[decision.ticket_key] = decision

    def end(self, status: str, seconds: float, error: str | None) -> None:
        assert seconds >= 0
        self.status, self.error = status, error


@dataclass
class FakeRouter:
    """Says A of everything, and calls back before each batch."""

    before: Callable[[Sequence[Ticket]], None] = lambda _tickets: None
    name: str = "fake"
    fingerprint: str = "f"
    warnings: tuple[str, ...] = ()

    def route(self, tickets: Sequence[Ticket]) -> list[Decision]:
        self.before(tickets)
        return [Decision(t.key, "A", confidence=0.9, router=self.name) for t in tickets]


def go(journal: MemoryJournal, router: FakeRouter, control: Control | None = None) -> Meter:
    meter = Meter()
    run(journal, lambda: router, Policy(0.5), control or Control(), meter)
    return meter


@pytest.fixture
def journal() -> MemoryJournal:
    return MemoryJournal([ticket(key) for key in range(1, 301)])


def test_every_ticket_ends_as_exactly_one_decision(journal):
    meter = go(journal, FakeRouter())
    assert sorted(journal.written) == list(range(1, 301))
    assert journal.status == "finished"
    assert (meter.read().done, meter.read().total) == (300, 300)


def test_a_cancelled_run_keeps_what_it_wrote_and_goes_on_from_there(journal):
    control = Control()
    asked: list[int] = []
    go(journal, FakeRouter(lambda _tickets: control.cancel()), control)
    assert journal.status == "cancelled"
    first = set(journal.written)
    assert 0 < len(first) < 300
    go(journal, FakeRouter(lambda tickets: asked.extend(t.key for t in tickets)))
    assert sorted([*first, *asked]) == list(range(1, 301))


def test_a_router_that_chokes_on_one_ticket_decides_the_others(journal):
    def choke(tickets: Sequence[Ticket]) -> None:
        if any(t.key == 77 for t in tickets):
            raise ValueError("bad ticket")

    go(journal, FakeRouter(choke))
    failed = [d for d in journal.written.values() if d.error]
    assert [d.ticket_key for d in failed] == [77]
    assert (failed[0].category, failed[0].disposition) == ("Unknown", Disposition.REVIEW)
    assert len(journal.written) == 300


def test_a_router_that_cannot_be_built_ends_the_run_with_its_sentence(journal):
    def build() -> FakeRouter:
        raise RouterError("The model's files are damaged; run make setup.")

    status = run(journal, build, Policy(), Control(), Meter())
    assert (status, journal.error) == ("failed", "The model's files are damaged; run make setup.")


def test_an_unexpected_error_never_reaches_the_user_as_it_is(journal):
    def build() -> FakeRouter:
        raise KeyError("secret detail")

    run(journal, build, Policy(), Control(), Meter())
    assert journal.status == "failed"
    assert "secret" not in (journal.error or "")
