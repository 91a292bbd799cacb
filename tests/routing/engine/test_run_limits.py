"""What a run may spend, and that everything is written before it leaves and when it comes back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hypothesis import given
from hypothesis import strategies as st

from routing.attempt import Attempt, Failure, Limits, Trouble
from routing.engine import MemoryAttempts, Paid, Terms
from routing.engine.pacer import Start
from routing.engine.provider_limits import RECHECK_SECONDS, EndpointLimits
from routing.engine.run_limits import Budget, EndpointAccess


@dataclass
class Book(MemoryAttempts):
    """Remembers what happened in which order, and what earlier processes left."""

    before: Paid = field(default_factory=Paid)
    counted: float = 0.0

    def __post_init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []

    def paid(self) -> Paid:
        return self.before

    def pledge(self, pledged):
        self.said += [("pledge", a.id) for a in pledged]
        return self.counted

    def withdraw(self, pledged):
        self.said += [("withdraw", a.id) for a in pledged]

    def note(self, attempts):
        self.said += [("note", a.id) for a in attempts]


def pledge(number: int, cost: float = 1.0) -> tuple[Attempt, ...]:
    return (Attempt(f"r{number}-1", f"k{number}", None, cost_usd=cost, certain=False),)


def answer(number: int, cost: float = 0.5) -> tuple[Attempt, ...]:
    return (Attempt(f"r{number}-1", f"k{number}", "A", cost_usd=cost),)


def test_what_is_in_flight_counts_at_the_most_it_may_cost():
    budget = Budget(Terms(budget_usd=2.0), Book())
    budget.pledge(pledge(1), 1)
    assert budget.allows(pledge(2), 1)
    budget.pledge(pledge(2), 1)
    assert not budget.allows(pledge(3), 1)
    budget.answered(pledge(1), answer(1))
    assert not budget.allows(pledge(3), 1)
    budget.withdrawn(pledge(2))
    assert budget.allows(pledge(3), 1)


def test_each_question_is_noted_before_it_leaves_and_its_fate_afterwards():
    book = Book()
    budget = Budget(Terms(), book)
    for number in (1, 2, 3):
        budget.pledge(pledge(number), 1)
    budget.answered(pledge(1), answer(1))
    budget.lost(pledge(2))
    budget.withdrawn(pledge(3))
    assert book.said[3:] == [("note", "r1-1"), ("note", "r2-1"), ("withdraw", "r3-1")]
    assert (budget.cost_usd, budget.uncertain_usd) == (0.5, 1.0)


def test_what_an_answer_left_open_is_withdrawn():
    book = Book()
    Budget(Terms(), book).answered((*pledge(1), *pledge(2)), answer(1))
    assert book.said == [("note", "r1-1"), ("withdraw", "r2-1")]


def test_a_batch_that_an_earlier_process_left_is_not_counted_twice():
    budget = Budget(Terms(budget_usd=2.0), Book(before=Paid(0.5, 1.0), counted=1.0))
    budget.pledge(pledge(1), 1)
    assert (budget.cost_usd, budget.uncertain_usd) == (0.5, 0.0)
    assert budget.allows(pledge(2, 0.5), 1)


def test_a_budget_of_tickets_counts_new_questions_only():
    budget = Budget(Terms(budget_tickets=2), Book())
    budget.pledge(pledge(1), 2)
    assert not budget.allows(pledge(2), 1)
    assert budget.allows(pledge(3), 0)
    assert "2 tickets" in budget.sentence()


@given(st.lists(st.tuples(st.sampled_from(["answered", "lost", "withdrawn"]), st.floats(0, 1))))
def test_no_order_of_events_spends_more_than_the_budget(events):
    budget, spent = Budget(Terms(budget_usd=3.0), Book()), 0.0
    for number, (fate, share) in enumerate(events):
        if not budget.allows(pledge(number), 1):
            break
        budget.pledge(pledge(number), 1)
        if fate == "answered":
            budget.answered(pledge(number), answer(number, share))
            spent += share
        elif fate == "lost":
            budget.lost(pledge(number))
            spent += 1.0
        else:
            budget.withdrawn(pledge(number))
    assert spent <= 3.0 + 1e-9
    assert abs(spent - budget.cost_usd - budget.uncertain_usd) < 1e-9


def test_an_unusable_answer_costs_like_any_other():
    budget = Budget(Terms(), Book())
    budget.pledge(pledge(1), 1)
    bad = replace(answer(1)[0], category=None, problem="unclear")
    budget.answered(pledge(1), (bad,))
    assert budget.cost_usd == 0.5


PLENTY = Limits(requests=6_000, requests_left=100)


def access(limits: EndpointLimits, terms: Terms | None = None) -> EndpointAccess:
    made = EndpointAccess(limits, terms or Terms())
    made.__enter__()
    return made


def test_until_a_usable_answer_is_there_only_a_few_questions_are_asked():
    limits = EndpointLimits()
    one = access(limits)
    start = one.try_start(0.0, 1, 0, 0.0, proven=False)
    assert isinstance(start, Start)
    one.answered(start, PLENTY, 0.4)
    assert isinstance(one.try_start(0.5, 1, 3, 0.4, proven=False), Start)
    assert one.try_start(0.6, 1, 4, 0.4, proven=False) == RECHECK_SECONDS
    assert isinstance(one.try_start(0.7, 1, 4, 0.4, proven=True), Start)


def test_a_provider_that_is_down_is_waited_for_with_the_time_shown():
    one = access(EndpointLimits(), Terms(patience=600))
    start = one.try_start(0.0, 1, 0, 0.0, proven=False)
    assert isinstance(start, Start)
    for second in range(8):
        one.failed(start, Failure(Trouble.UNREACHABLE, "nothing answers"), 10.0 + second)
    traffic = one.traffic(100.0, 0, 0, Budget(Terms(), MemoryAttempts()))
    assert traffic.waiting == (
        "The provider does not answer since 2 min; trying again in 0 s, giving up in 8 min."
    )
    assert one.patience_left(100.0) == 510
    assert one.down(100.0)


def test_whoever_finds_an_endpoint_unused_gives_it_a_fresh_chance():
    limits = EndpointLimits()
    one = access(limits)
    start = one.try_start(0.0, 1, 0, 0.0, proven=False)
    assert isinstance(start, Start)
    for second in range(8):
        one.failed(start, Failure(Trouble.SERVER, "503"), float(second))
    one.__exit__(None, None, None)
    assert isinstance(access(limits).try_start(9.0, 1, 0, 9.0, proven=False), Start)


def test_no_more_requests_are_in_flight_than_the_user_allows():
    one = access(EndpointLimits(), Terms(in_flight=2))
    start = one.try_start(0.0, 1, 0, 0.0, proven=True)
    assert isinstance(start, Start)
    one.answered(start, PLENTY, 0.4)
    assert isinstance(one.try_start(0.5, 1, 1, 0.4, proven=True), Start)
    assert one.try_start(0.6, 1, 2, 0.4, proven=True) == RECHECK_SECONDS


def test_what_goes_wrong_is_counted_by_kind():
    one = access(EndpointLimits())
    start = one.try_start(0.0, 1, 0, 0.0, proven=False)
    assert isinstance(start, Start)
    one.failed(start, Failure(Trouble.SERVER, "503"), 1.0)
    one.failed(start, Failure(Trouble.BUSY, "busy", 3.0), 2.0)
    traffic = one.traffic(2.0, 1, 5, Budget(Terms(), MemoryAttempts()))
    assert traffic.errors == {"server error": 1, "rate limit": 1}
    assert (traffic.in_flight, traffic.reused) == (1, 5)
    assert traffic.waiting == "The provider's limit is reached; going on in 3 s."
