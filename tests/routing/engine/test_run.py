"""A run: written before it counts, resumable, and one bad ticket spoils no other."""

from __future__ import annotations

import asyncio
import errno
import gc
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest

from jobs import Control, Meter
from routing.attempt import Failure, Trouble
from routing.decision import Decision, Disposition
from routing.engine import RunStatus, answer, run
from routing.errors import RouterError
from routing.policy import Policy
from routing.ticket import Ticket
from tests.conftest import ticket
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.simulated import SimulatedRouter


@dataclass
class MemoryJournal:
    """A journal in memory that refuses a second decision on a ticket."""

    tickets: list[Ticket]
    written: dict[int, Decision] = field(default_factory=dict)
    status: RunStatus = RunStatus.RUNNING
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

    def end(self, status: RunStatus, seconds: float, error: str | None) -> None:
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


def go(
    journal: MemoryJournal, router: FakeRouter | SimulatedRouter, control: Control | None = None
) -> Meter:
    meter = Meter()
    run(journal, lambda: router, Policy(0.5), control or Control(), meter)
    return meter


@pytest.fixture
def journal() -> MemoryJournal:
    return MemoryJournal([ticket(key) for key in range(1, 301)])


def test_every_ticket_ends_as_exactly_one_decision(journal):
    meter = go(journal, FakeRouter())
    assert sorted(journal.written) == list(range(1, 301))
    assert journal.status is RunStatus.FINISHED
    assert (meter.read().done, meter.read().total) == (300, 300)


def test_a_cancelled_run_keeps_what_it_wrote_and_goes_on_from_there(journal):
    control = Control()
    asked: list[int] = []
    go(journal, FakeRouter(lambda _tickets: control.cancel()), control)
    assert journal.status is RunStatus.CANCELLED
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
    assert (status, journal.error) == (
        RunStatus.FAILED,
        "The model's files are damaged; run make setup.",
    )


def test_an_unexpected_error_never_reaches_the_user_as_it_is(journal):
    def build() -> FakeRouter:
        raise KeyError("secret detail")

    run(journal, build, Policy(), Control(), Meter())
    assert journal.status is RunStatus.FAILED
    assert "secret" not in (journal.error or "")


def test_a_run_without_memory_says_so(journal):
    def build() -> FakeRouter:
        raise OSError(errno.ENOMEM, "failed to map segment from shared object")

    run(journal, build, Policy(), Control(), Meter())
    assert "too little memory for this run" in (journal.error or "")


def test_a_status_is_kept_as_the_word_that_older_workspaces_hold():
    assert [str(status) for status in RunStatus] == [
        "running", "finished", "cancelled", "stopped", "failed", "interrupted",
    ]  # fmt: skip


def test_two_runs_that_overlap_leave_the_process_as_it_was():
    before = gc.get_threshold()
    inside = threading.Barrier(2, timeout=30)

    class Meeting(SimulatedRouter):
        """Both runs are under way when either answers."""

        async def ask(self, pack, pledged, earlier):
            if not self.outcomes:
                await asyncio.to_thread(inside.wait)
            return await super().ask(pack, pledged, earlier)

    threads = [
        threading.Thread(target=go, args=(MemoryJournal([ticket(key)]), Meeting(Behaviour())))
        for key in (1, 2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert gc.get_threshold() == before


def test_a_few_tickets_are_answered_at_once_also_where_a_loop_runs():
    tickets = [ticket(2), ticket(1)]

    async def inside() -> list[Decision]:
        return answer(SimulatedRouter(Behaviour(latency=0.01)), tickets)

    for decisions in (
        answer(SimulatedRouter(Behaviour(latency=0.01)), tickets), asyncio.run(inside()),
    ):  # fmt: skip
        assert [(d.ticket_key, d.category) for d in decisions] == [(2, "A"), (1, "A")]


def test_a_ticket_that_fails_is_a_decision_with_an_error_and_a_wrong_key_is_not():
    class Refusing(SimulatedRouter):
        trouble = Trouble.FILTER

        async def ask(self, pack, pledged, earlier):
            return Failure(self.trouble, "stopped by the filter")

    router = Refusing(Behaviour())
    (decision,) = answer(router, [ticket(1)])
    assert decision.error == "stopped by the filter"
    assert router.closed
    router.trouble = Trouble.STOP
    with pytest.raises(RouterError, match="filter"):
        answer(router, [ticket(1)])


def test_a_run_of_which_nothing_came_is_failed_although_each_ticket_is_decided():
    journal = MemoryJournal([ticket(1), ticket(2)])
    go(journal, SimulatedRouter(Behaviour(latency=0.01, malformed=1.0)))
    assert journal.status is RunStatus.FAILED
    assert "Not one question could be answered: unclear" in (journal.error or "")
    assert len(journal.written) == 2
