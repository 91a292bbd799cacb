"""Tickets answered by workers: each once, in columns, whatever a worker dies of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pytest

from jobs import Cancelled, Control, Meter
from jobs.workers import Report
from routing.decision import Decision
from routing.decision_columns import from_table
from routing.engine.decision_writer import AppliedPolicy
from routing.engine.lot_worker import LotWorker
from routing.engine.worker_processes import LOT_SIZE, Crew, Lot, Repeat, answer_in_processes
from routing.errors import RouterError
from routing.policy import Policy
from routing.ticket import Ticket
from tests.conftest import ticket

COUNT = 2_500


@dataclass
class FakeJournal:
    """A journal in memory that refuses a second decision on a ticket. again: its repeats."""

    tickets: list[Ticket]
    again: list[Repeat] = field(default_factory=list)
    written: dict[int, Decision] = field(default_factory=dict)

    def size(self) -> tuple[int, int]:
        return len(self.written), len(self.tickets)

    def pending(self) -> Iterator[list[Ticket]]:
        yield [t for t in self.tickets if t.key not in self.written]

    def write(self, decisions: Sequence[Decision]) -> None:
        for decision in decisions:
            assert decision.ticket_key not in self.written
            self.written[decision.ticket_key] = decision

    def write_table(self, keys: Sequence[int], table: pa.Table) -> None:
        self.write(from_table(table, keys, [f"T-{key}" for key in keys]))

    def repeats(self, apart: Sequence[int]) -> list[Repeat]:
        return [repeat for repeat in self.again if repeat.key not in apart]

    def decisions(self, keys: Sequence[int]) -> list[Decision]:
        return [self.written[key] for key in keys]

    def describe(self, fingerprint: str, warnings: Sequence[str]) -> None: ...
    def end(self, status: object, seconds: float, error: str | None) -> None: ...


@dataclass
class FakeRouter:
    """Answers by the name it has, and notes whom it was asked about."""

    name: str
    asked: list[int] = field(default_factory=list)
    fingerprint: str = "f"
    warnings: tuple[str, ...] = ()

    def route(self, tickets: Sequence[Ticket]) -> list[Decision]:
        self.asked += [t.key for t in tickets]
        return [Decision(t.key, self.name, confidence=0.9, router=self.name) for t in tickets]


@dataclass
class FakeWorkers:
    """One worker in this process. poison: tickets it dies of. error: with what it ends the run."""

    poison: frozenset[int] = frozenset()
    error: str | None = None
    router: FakeRouter = field(default_factory=lambda: FakeRouter("there"))
    lots: list[Lot] = field(default_factory=list)
    stopped: bool = False
    _task: Lot | None = None

    @property
    def free(self) -> int:
        return self._task is None

    def submit(self, task: Lot) -> None:
        self._task = task
        self.lots.append(task)

    def wait(self, seconds: float) -> list[Report[Lot, pa.Table]]:
        task, self._task = self._task, None
        if task is None:
            return []
        if self.error:
            return [Report(task, error=self.error)]
        if any(t.key in self.poison for t in task):
            return [Report(task, killed=True)]
        (table,) = LotWorker(self.router, Policy(0.5)).work(task)
        return [Report(task, result=table)]

    def stop(self) -> None:
        self.stopped = True


@pytest.fixture
def journal() -> FakeJournal:
    return FakeJournal([ticket(key, id=f"T-{key}") for key in range(1, COUNT + 1)])


def go(journal: FakeJournal, workers: FakeWorkers, apart: Sequence[int] = ()) -> FakeRouter:
    """Answer; the router of this process."""
    here, meter = FakeRouter("here"), Meter()
    meter.begin("Routing tickets", COUNT)
    crew = Crew(here, workers, journal, frozenset(apart))
    try:
        answer_in_processes(crew, AppliedPolicy(Policy(0.5)), Control(), meter, chunk=64)
    finally:
        assert workers.stopped
    assert meter.read().done == len(journal.written) == COUNT
    return here


def test_every_ticket_is_answered_once_and_those_kept_apart_here(journal):
    workers = FakeWorkers()
    here = go(journal, workers, apart=range(1, 101))
    assert [len(lot) for lot in workers.lots] == [LOT_SIZE, LOT_SIZE, COUNT - 100 - 2 * LOT_SIZE]
    assert here.asked == list(range(1, 101))
    assert {d.category for k, d in journal.written.items() if k > 100} == {"there"}
    assert journal.written[2_000].disposition == "auto"
    assert journal.written[2_000].ticket_id == "T-2000"


def test_a_text_that_comes_again_is_answered_once_and_given_to_all(journal):
    journal.again = [Repeat(key, f"T-{key}", 7) for key in range(1_500, COUNT + 1)]
    workers = FakeWorkers()
    go(journal, workers)
    assert workers.router.asked == list(range(1, 1_500))
    again = journal.written[2_000]
    assert (again.ticket_key, again.ticket_id) == (2_000, "T-2000")
    assert replace(again, ticket_key=7, ticket_id="T-7") == journal.written[7]


def test_a_ticket_that_kills_its_worker_is_one_error_and_all_others_are_answered(journal):
    workers = FakeWorkers(poison=frozenset({77, 1_900}))
    go(journal, workers)
    lost = {key: d.error for key, d in journal.written.items() if d.error}
    assert set(lost) == {77, 1_900}
    assert "died 3 times" in lost[77]
    assert journal.written[77].disposition == "review"


def test_a_worker_that_cannot_go_on_ends_the_run_with_its_sentence(journal):
    with pytest.raises(RouterError, match="no model"):
        go(journal, FakeWorkers(error="There is no model."))
    assert not journal.written


def test_a_cancelled_run_keeps_what_is_written_and_goes_on_from_there(journal):
    control = Control()

    class Cancelling(FakeWorkers):
        def wait(self, seconds: float) -> list[Report[Lot, pa.Table]]:
            control.cancel()
            return super().wait(seconds)

    workers = Cancelling()
    with pytest.raises(Cancelled):
        answer_in_processes(
            Crew(FakeRouter("here"), workers, journal), AppliedPolicy(Policy()), control, Meter(),
            chunk=64,
        )  # fmt: skip
    assert workers.stopped
    assert len(journal.written) == LOT_SIZE
    left = FakeWorkers()
    go_on = Meter()
    answer_in_processes(
        Crew(FakeRouter("here"), left, journal), AppliedPolicy(Policy()), Control(), go_on, chunk=64
    )
    assert sorted(journal.written) == list(range(1, COUNT + 1))
    assert left.router.asked == list(range(LOT_SIZE + 1, COUNT + 1))
