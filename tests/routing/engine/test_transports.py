"""The Batch API as a transport: handed over once, taken in once, whatever happens in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from jobs import Cancelled
from routing.attempt import Attempt, Failure, Question, Trouble
from routing.engine import Attempts, BudgetSpent, MemoryAttempts, Terms
from routing.engine.transports import BatchTransport
from routing.errors import RouterError, Unavailable
from routing.routers.router import Batch, BatchAnswers
from tests.conftest import ticket
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.simulated import MemoryJournal, SimulatedRouter, Simulation


@dataclass
class FakeBatches:
    """A provider's batches in memory; they outlive the process that made them.

    bad, refused, silent: keys whose answer is unusable, an error, or missing. looks: how often a
    batch is still under way. unavailable: how many calls fail before one works.
    """

    batches: dict[str, list[Question]] = field(default_factory=dict)
    bad: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    looks: int = 0
    unavailable: int = 0
    problem: str | None = None

    async def find(self) -> list[Batch]:
        return [Batch(i, i, frozenset(q.key for q in qs)) for i, qs in self.batches.items()]

    def pledge(self, request: str, question: Question) -> Attempt:
        number = f"{request}-{question.key}"
        return Attempt(number, question.key, None, cost_usd=0.001, certain=False)

    async def hand_over(self, request: str, questions: Sequence[Question]) -> Batch:
        self.batches[request] = list(questions)
        if self.unavailable:
            self.unavailable -= 1
            raise Unavailable("the connection was lost")
        return Batch(request, request, frozenset(q.key for q in questions))

    async def look(self, batch: Batch) -> Batch:
        if self.looks % 3 == 2:
            self.looks -= 1
            raise Unavailable("the server answered 500")
        self.looks -= 1
        return replace(batch, ended=self.looks < 0, problem=self.problem)

    async def answers(self, batch: Batch, questions: Mapping[str, Question]) -> BatchAnswers:
        asked = [q for q in self.batches[batch.id] if q.key in questions]
        wrong = Failure(Trouble.REQUEST, "the provider refused the request (400: no logprobs)")
        return BatchAnswers(
            tuple(
                replace(
                    self.pledge(batch.request, q), certain=True, cost_usd=0.0005,
                    category=None if q.key in self.bad else "A",
                    problem="unclear" if q.key in self.bad else None,
                )
                for q in asked if q.key not in self.silent | self.refused
            ),
            {q.key: wrong for q in asked if q.key in self.refused},
        )  # fmt: skip

    async def close(self) -> None:
        """Nothing is open."""

    @property
    def sizes(self) -> list[int]:
        return [len(questions) for questions in self.batches.values()]


def simulation(
    service: FakeBatches, tickets: int, attempts: Attempts | None = None, terms: Terms | None = None
) -> Simulation:
    many = MemoryJournal([ticket(key) for key in range(1, tickets + 1)])
    return Simulation(
        SimulatedRouter(Behaviour()), many, attempts or MemoryAttempts(), terms=terms or Terms(),
        batch=BatchTransport(service),
    )  # fmt: skip


def key(number: int) -> str:
    return SimulatedRouter(Behaviour()).question(ticket(number)).key


def test_one_question_is_asked_live_and_the_rest_handed_over_once():
    service = FakeBatches(looks=5)
    made = simulation(service, 200)
    made.run()
    assert len(made.journal.written) == 200
    assert service.sizes == [199]
    assert sum(made.router.outcomes.values()) == 1


def test_a_new_process_finds_the_batch_and_asks_nothing_again():
    service, attempts = FakeBatches(looks=1_000_000), MemoryAttempts()
    first = simulation(service, 50, attempts)
    look = service.look

    async def then_cancel(batch: Batch) -> Batch:
        first.control.cancel()
        return await look(batch)

    service.look = then_cancel  # type: ignore[method-assign]
    with pytest.raises(Cancelled):
        first.run()
    service.look, service.looks = look, 0  # type: ignore[method-assign]
    again = simulation(service, 50, attempts)
    again.run()
    assert service.sizes == [49]
    assert again.router.outcomes == {}
    assert len(again.journal.written) == 50


def test_unusable_answers_and_errors_are_settled_live_one_by_one():
    service = FakeBatches(bad=frozenset({key(3)}), refused=frozenset({key(4), key(5)}))
    made = simulation(service, 10)
    made.run()
    assert service.sizes == [9]
    assert {d.category for d in made.journal.written.values()} == {"A"}
    assert sum(made.router.outcomes.values()) == 4
    assert made.journal.written[3].cost_usd == pytest.approx(0.0015)


def test_a_batch_that_refuses_everything_ends_the_run_with_the_servers_words():
    service = FakeBatches(refused=frozenset(key(n) for n in range(1, 201)))
    made = simulation(service, 200)
    with pytest.raises(RouterError, match="no logprobs"):
        made.run()
    assert service.sizes == [199]
    assert sum(made.router.outcomes.values()) == 1


def test_what_a_batch_left_unasked_goes_into_another_and_in_the_end_to_a_person():
    service = FakeBatches(silent=frozenset({key(3)}))
    made = simulation(service, 10)
    made.run()
    assert service.sizes == [9, 1, 1]
    assert "no answer" in (made.journal.written[3].error or "")
    assert len(made.journal.written) == 10


def test_a_second_run_hands_nothing_over():
    attempts = MemoryAttempts()
    simulation(FakeBatches(), 5, attempts).run()
    again = simulation(FakeBatches(), 5, attempts)
    again.run()
    assert again.router.outcomes == {}
    assert len(again.journal.written) == 5


def test_a_batch_the_provider_refuses_is_one_sentence():
    made = simulation(FakeBatches(problem="The provider refused the batch (no money)."), 3)
    with pytest.raises(RouterError, match="no money"):
        made.run()


def test_a_batch_that_was_started_although_the_connection_broke_is_not_started_again():
    service = FakeBatches(unavailable=1)
    made = simulation(service, 10)
    made.run()
    assert service.sizes == [9]
    assert len(made.journal.written) == 10


def test_a_model_that_answers_nothing_live_is_handed_no_batch():
    service = FakeBatches()
    made = simulation(service, 100)
    made.router = SimulatedRouter(Behaviour(malformed=1.0))
    with pytest.raises(RouterError, match="no usable answer"):
        made.run()
    assert service.sizes == []
    assert made.journal.written == {}


def test_a_batch_holds_no_more_than_the_budget_allows():
    service = FakeBatches()
    made = simulation(service, 100, terms=Terms(budget_usd=0.05))
    with pytest.raises(BudgetSpent):
        made.run()
    paid = 0.001 + 0.0005 * sum(service.sizes)
    assert 0.02 < paid <= 0.05
    assert len(made.journal.written) == 1 + sum(service.sizes)


def test_the_screen_is_told_how_far_the_batch_is():
    said: list[str] = []
    made = simulation(FakeBatches(looks=7), 10)
    show = made.meter.show
    made.meter.show = lambda traffic: (said.append(traffic.waiting), show(traffic))
    made.run()
    assert "The batch is under way: 0 of 9 answered there." in said
