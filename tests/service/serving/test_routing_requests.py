"""An answer reaches whoever asked: a waiting thread, or an event loop."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future

import pytest

from service.serving.routing_requests import Answered, RoutingRequest, tell

ANSWER = Answered([], "profile")


def test_a_thread_that_waits_gets_its_answer_or_the_error():
    right, wrong = Future[Answered](), Future[Answered]()
    error = RuntimeError("no model")
    tell([(RoutingRequest((), right), ANSWER), (RoutingRequest((), wrong), error)])
    assert right.result(0) is ANSWER
    assert wrong.exception(0) is error


def test_an_event_loop_gets_all_answers_of_its_own():
    async def ask() -> list[Answered]:
        loop = asyncio.get_running_loop()
        asked = [loop.create_future() for _ in range(3)]
        await asyncio.to_thread(tell, [(RoutingRequest((), each), ANSWER) for each in asked])
        return await asyncio.gather(*asked)

    assert asyncio.run(ask()) == [ANSWER] * 3


def test_who_has_gone_is_told_nothing():
    gone = Future[Answered]()
    gone.cancel()
    tell([(RoutingRequest((), gone), ANSWER)])
    assert gone.cancelled()


def test_a_loop_that_is_closed_keeps_nobody_else_from_the_answer():
    loop = asyncio.new_event_loop()
    closed = loop.create_future()
    loop.close()
    waiting = Future[Answered]()
    tell([(RoutingRequest((), closed), ANSWER), (RoutingRequest((), waiting), ANSWER)])
    assert waiting.result(0) is ANSWER
    assert not closed.done()


@pytest.mark.parametrize("made", [Future])
def test_a_thread_has_no_loop(made):
    assert RoutingRequest((), made()).loop is None
