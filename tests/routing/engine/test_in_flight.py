"""Requests in flight: brought home at the end, given up when overdue."""

from __future__ import annotations

import asyncio
import time

from jobs.control import Ending
from routing.engine.in_flight import InFlight, Request
from routing.engine.pacer import Pacer
from routing.engine.request_queue import Pack


def request(at: float = 1.0, *, batch: bool = False) -> Request:
    return Request(Pack(()), None if batch else Pacer().start(at, 1), ())


def test_what_is_in_flight_is_counted_and_brought_home():
    landed: list[int] = []

    async def work() -> None:
        flying = InFlight(Ending(), lambda: landed.append(1))
        flying.launch(request(3.0), asyncio.sleep(0.01))
        flying.launch(request(4.0), asyncio.sleep(0.01))
        flying.launch(request(batch=True), asyncio.sleep(0.01))
        assert (len(flying), flying.live, flying.oldest(9.0)) == (3, 2, 3.0)
        await flying.land(5.0)
        assert (len(flying), flying.live, flying.oldest(9.0)) == (0, 0, 9.0)

    asyncio.run(work())
    assert len(landed) == 3


def test_nobody_waits_for_a_batch_at_the_end():
    async def work() -> float:
        flying = InFlight(Ending(), lambda: None)
        flying.launch(request(batch=True), asyncio.sleep(60))
        began = time.monotonic()
        await flying.land(30.0)
        return time.monotonic() - began

    assert asyncio.run(work()) < 5


def test_the_overdue_are_given_up_and_know_it():
    async def work() -> list[bool]:
        flying = InFlight(Ending(), lambda: None)
        one, other = request(1.0), request(2.0)
        for each in (one, other):
            flying.launch(each, asyncio.sleep(60))
        flying.give_up(lambda each: each is one)
        await asyncio.sleep(0)
        await flying.land(0)
        return [one.given_up, other.given_up]

    assert asyncio.run(work()) == [True, False]


def test_an_error_in_the_work_itself_ends_the_run():
    ending = Ending()

    async def broken() -> None:
        raise KeyError("odd")

    async def work() -> None:
        flying = InFlight(ending, lambda: None)
        flying.launch(request(), broken())
        await flying.land(1.0)

    asyncio.run(work())
    assert isinstance(ending.reason, KeyError)
