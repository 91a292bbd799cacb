"""The one thread that answers: together as alone, no more than it can, until it ends."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from service.errors import Overloaded, ServiceError, Stopping
from service.serving.open_profiles import Serving
from service.serving.routing_thread import MAX_WAITING, RoutingThread
from service.storage.deployment import Deployment
from tests.conftest import ticket

ASKED = [ticket(n, subject="", body=words) for n, words in enumerate(("refund", "crash"), 1)]


@pytest.fixture
def serving(database, file) -> Serving:
    deployment = Deployment(database)
    deployment.start_with(file, 1.0)
    return Serving(deployment, lambda profile: profile.open())


@pytest.fixture
def router(serving):
    made = RoutingThread(serving)
    made.start()
    yield made
    made.stop(5)


def without_time(decisions):
    return [replace(each, latency_seconds=0.0) for each in decisions]


def test_what_waits_is_answered_together_as_alone(router, profile):
    futures = [router.submit([each]) for each in ASKED * 40]
    together = [future.result().decisions[0] for future in futures]
    alone = profile.open().route(ASKED)
    assert without_time(together) == without_time(alone * 40)


def test_a_thread_and_an_event_loop_get_the_same_answer(router, profile):
    waited = router.submit(ASKED).result()
    awaited = asyncio.run(router.ask(ASKED))
    assert without_time(waited.decisions) == without_time(awaited.decisions)
    assert waited.profile == awaited.profile == profile.fingerprint


def test_one_ticket_is_decided_with_the_profile_that_did(router, profile):
    decision, fingerprint = router.decide(ASKED[0])
    assert (decision.category, fingerprint) == ("Billing", profile.fingerprint)


def test_nothing_to_answer_is_answered_with_nothing(router):
    assert router.submit([]).result(5).decisions == []


def test_a_request_larger_than_a_lot_is_answered_whole_and_in_order(router):
    answered = router.submit(ASKED * 50).result()
    assert [each.category for each in answered.decisions] == ["Billing", "Technical"] * 50


def test_more_than_can_wait_is_refused_and_what_waits_is_not_lost(serving):
    stopped = RoutingThread(serving)
    # Up to twenty requests are not even counted: one more than the limit gets in.
    first = [stopped.submit(ASKED * 50) for _ in range(MAX_WAITING // 100 + 1)]
    with pytest.raises(Overloaded, match="try again"):
        stopped.submit(ASKED * 50)
    stopped.start()
    assert all(len(each.result(20).decisions) == 100 for each in first)
    stopped.stop(5)


def test_a_router_that_fails_tells_who_asked_and_goes_on(serving):
    class Once:
        """Fails at the first lot."""

        def __init__(self, opened) -> None:
            self.opened, self.fails = opened, True
            self.profile, self.router = opened.profile, opened.router

        def route(self, tickets):
            if self.fails and tickets == ASKED:
                self.fails = False
                raise RuntimeError("a fault")
            return self.opened.route(tickets)

        async def close(self):
            await self.opened.close()

    serving._opens = lambda profile: Once(profile.open())
    router = RoutingThread(serving)
    router.start()
    with pytest.raises(RuntimeError, match="a fault"):
        router.submit(ASKED).result(5)
    assert len(router.submit(ASKED).result(5).decisions) == 2
    router.stop(5)


def test_nothing_new_is_taken_once_it_ends(router):
    answered = router.submit(ASKED)
    router.stop(5)
    assert len(answered.result(0).decisions) == 2
    assert not router.is_open
    with pytest.raises(ServiceError, match="about to end"):
        router.submit(ASKED)


def test_what_it_never_came_to_is_told_that_it_ends(serving):
    never = RoutingThread(serving)
    waits = never.submit(ASKED)
    never.stop(0)
    with pytest.raises(Stopping):
        waits.result(0)
    never._loop.close()
