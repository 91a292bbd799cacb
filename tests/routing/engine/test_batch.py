"""The Batch API way: handed over once, taken in once, whatever happens in between."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from jobs import Cancelled, Control, Meter
from routing.attempt import Attempt, Question
from routing.engine import Attempts, BriefAttempts
from routing.engine.batch import BatchRun, Handed
from routing.errors import RouterError
from routing.policy import Policy
from tests.conftest import ticket
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.simulated import MemoryJournal, SimulatedRouter


@dataclass
class FakeBatches:
    """A provider's batches in memory; they outlive the process that made them.

    bad: keys whose answer is unusable, and how often. looks: how often one is under way.
    """

    batches: dict[str, list[Question]] = field(default_factory=dict)
    bad: dict[str, int] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    looks: int = 0
    problem: str | None = None

    async def find(self) -> list[Handed]:
        return [Handed(i, frozenset(q.key for q in qs)) for i, qs in self.batches.items()]

    async def hand_over(self, questions: Sequence[Question]) -> Handed:
        name = f"b{len(self.batches)}"
        self.batches[name] = list(questions)
        return Handed(name, frozenset(q.key for q in questions))

    async def look(self, handed: Handed) -> Handed:
        self.looks -= 1
        return replace(handed, ended=self.looks < 0, problem=self.problem)

    async def answers(self, handed: Handed, questions: Mapping[str, Question]) -> list[Attempt]:
        number = int(handed.id[1:])
        return [
            Attempt(f"{handed.id}-{q.key}", q.key, None, problem="unclear", cost_usd=0.5)
            if number < self.bad.get(q.key, 0)
            else Attempt(f"{handed.id}-{q.key}", q.key, "A", 0.9, cost_usd=0.5)
            for q in self.batches[handed.id]
            if q.key not in self.silent
        ]

    async def close(self) -> None:
        """Nothing is open."""


def run(
    service: FakeBatches,
    journal: MemoryJournal,
    attempts: Attempts | None = None,
    control: Control | None = None,
) -> None:
    batch = BatchRun(
        SimulatedRouter(Behaviour()), service, journal, attempts or BriefAttempts(), Policy(0.5),
        control or Control(), Meter(), poll_seconds=0.001,
    )  # fmt: skip
    asyncio.run(batch.run(journal.pending()))


def some(tickets: int) -> MemoryJournal:
    return MemoryJournal([ticket(key) for key in range(1, tickets + 1)])


def test_everything_is_handed_over_once_and_decided():
    service, journal = FakeBatches(looks=3), some(200)
    run(service, journal)
    assert len(journal.written) == 200
    assert [len(questions) for questions in service.batches.values()] == [200]


def test_a_new_process_finds_the_batch_and_hands_nothing_over_again():
    service, journal, attempts = FakeBatches(looks=1_000_000), some(50), BriefAttempts()
    control = Control()
    control.pause()

    async def cancel_while_waiting() -> None:
        batch = BatchRun(SimulatedRouter(Behaviour()), service, journal, attempts, Policy(0.5),
                         control, Meter(), poll_seconds=0.01)  # fmt: skip
        asyncio.get_running_loop().call_later(0.1, control.cancel)
        control.go_on()
        await batch.run(journal.pending())

    with pytest.raises(Cancelled):
        asyncio.run(cancel_while_waiting())
    service.looks = 0
    run(service, journal, attempts)
    assert len(service.batches) == 1
    assert len(journal.written) == 50


def test_answers_that_cannot_be_used_are_asked_in_another_batch_and_all_are_paid():
    journal = some(10)
    first = SimulatedRouter(Behaviour()).question(ticket(1)).key
    second = SimulatedRouter(Behaviour()).question(ticket(2)).key
    service = FakeBatches(bad={first: 1, second: 9})
    run(service, journal)
    assert [len(questions) for questions in service.batches.values()] == [10, 2, 1]
    assert journal.written[1].category == "A"
    assert journal.written[1].cost_usd == 1.0
    assert (journal.written[2].category, journal.written[2].error) == (
        "Unknown", "three bad answers",
    )  # fmt: skip


def test_a_ticket_without_any_answer_ends_in_review_and_not_nowhere():
    journal = some(3)
    key = SimulatedRouter(Behaviour()).question(ticket(3)).key
    run(FakeBatches(silent=frozenset({key})), journal)
    assert "no answer" in (journal.written[3].error or "")
    assert len(journal.written) == 3


def test_a_second_run_hands_nothing_over():
    attempts = BriefAttempts()
    run(FakeBatches(), some(5), attempts)
    again, journal = FakeBatches(), some(5)
    run(again, journal, attempts)
    assert again.batches == {}
    assert len(journal.written) == 5


def test_a_batch_the_provider_refuses_is_one_sentence():
    with pytest.raises(RouterError, match="refused"):
        run(FakeBatches(problem="The provider refused the batch (no money)."), some(2))
