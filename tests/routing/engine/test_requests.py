"""What waits to be asked, and in which order."""

from __future__ import annotations

import asyncio
import time

from hypothesis import given
from hypothesis import strategies as st

from jobs.control import Ending
from routing.attempt import Question
from routing.engine.pacer import Pacer
from routing.engine.requests import InFlight, Pack, Request, RequestQueue


def question(number: int, examples: tuple[tuple[str, str], ...] = ()) -> Question:
    return Question(f"k{number}", f"text {number}", examples=examples)


def drained(queue: RequestQueue) -> list[Pack]:
    packs = []
    while pack := queue.next(0.0, whole=False):
        queue.take(pack)
        packs.append(pack)
    return packs


@given(st.lists(st.integers(0, 3), max_size=60), st.integers(1, 7))
def test_every_question_comes_out_once_in_packs_of_one_kind(kinds, size):
    queue = RequestQueue(size)
    many = [question(n, (("text", str(kind)),)) for n, kind in enumerate(kinds)]
    queue.add(many)
    packs = drained(queue)
    assert sorted(q.key for p in packs for q in p.questions) == sorted(q.key for q in many)
    assert all(len({q.examples for q in pack.questions}) == 1 for pack in packs)
    assert all(len(pack.questions) <= size for pack in packs)
    assert len(queue) == 0


def test_retries_go_first_when_they_are_due_and_not_before():
    queue = RequestQueue(1)
    queue.add([question(1)])
    queue.retry(Pack((question(2),)), 5.0)
    first = queue.next(4.0, whole=True)
    assert first
    assert first.questions[0].key == "k1"
    later = queue.next(5.0, whole=True)
    assert later
    assert later.questions[0].key == "k2"
    assert queue.due() == 5.0


def test_a_pack_waits_until_it_is_full_while_more_are_coming():
    queue = RequestQueue(3)
    queue.add([question(1), question(2)])
    assert queue.next(0.0, whole=True) is None
    assert len(queue) == 1
    (pack,) = drained(queue)
    assert (len(pack.questions), pack.new, pack.new_tickets) == (2, True, 2)


def test_a_batch_holds_questions_of_all_kinds():
    queue = RequestQueue(100, batch=True)
    queue.add([question(1, (("a", "b"),)), question(2)])
    (pack,) = drained(queue)
    assert (len(pack.questions), pack.batch) == (2, True)


def test_halves_stay_what_they_were_and_singles_are_asked_live():
    pack = Pack((question(1), question(2), question(3)), new=True, batch=True)
    assert [len(half.questions) for half in pack.halves()] == [2, 1]
    assert all(half.batch and half.new for half in pack.halves())
    assert not any(single.batch or single.new for single in pack.singles())


def request(at: float = 1.0, *, batch: bool = False) -> Request:
    return Request(Pack(()), None if batch else Pacer().start(at, 1), ())


def test_what_is_in_flight_is_counted_and_brought_home():
    on_done: list[int] = []

    async def work() -> None:
        in_flight = InFlight(Ending(), lambda: on_done.append(1))
        in_flight.launch(request(3.0), asyncio.sleep(0.01))
        in_flight.launch(request(4.0), asyncio.sleep(0.01))
        in_flight.launch(request(batch=True), asyncio.sleep(0.01))
        assert (len(in_flight), in_flight.live, in_flight.oldest(9.0)) == (3, 2, 3.0)
        await in_flight.drain(5.0)
        assert (len(in_flight), in_flight.live, in_flight.oldest(9.0)) == (0, 0, 9.0)

    asyncio.run(work())
    assert len(on_done) == 3


def test_nobody_waits_for_a_batch_at_the_end():
    async def work() -> float:
        in_flight = InFlight(Ending(), lambda: None)
        in_flight.launch(request(batch=True), asyncio.sleep(60))
        began = time.monotonic()
        await in_flight.drain(30.0)
        return time.monotonic() - began

    assert asyncio.run(work()) < 5


def test_the_overdue_are_given_up_and_know_it():
    async def work() -> list[bool]:
        in_flight = InFlight(Ending(), lambda: None)
        one, other = request(1.0), request(2.0)
        for each in (one, other):
            in_flight.launch(each, asyncio.sleep(60))
        in_flight.give_up(lambda each: each is one)
        await asyncio.sleep(0)
        await in_flight.drain(0)
        return [one.given_up, other.given_up]

    assert asyncio.run(work()) == [True, False]


def test_an_error_in_the_work_itself_ends_the_run():
    ending = Ending()

    async def broken() -> None:
        raise KeyError("odd")

    async def work() -> None:
        in_flight = InFlight(ending, lambda: None)
        in_flight.launch(request(), broken())
        await in_flight.drain(1.0)

    asyncio.run(work())
    assert isinstance(ending.reason, KeyError)
