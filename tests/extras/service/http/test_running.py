"""The service of one process: ready once a profile is open, another takes over while it runs."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import pytest

pytest.importorskip("fastapi")

from routing import profile_archive
from service.errors import Overloaded, Stopping
from service.http.running import Service
from service.http.schemas import RouteRequest
from service.pipeline.broker import Queue
from settings import ServiceSettings
from tests.service.conftest import event

ASKED = {"tickets": [{"id": "T0", "body": "refund of my invoice"}]}


class Messages(list):
    """A queue that keeps what it is given."""

    def publish(self, queue: Queue, body: str) -> None:
        self.append((queue, body))

    def waiting(self, _queues=tuple(Queue)) -> int:
        return len(self)


@pytest.fixture
def made(tmp_path, published):
    """Makes services that end with the test."""
    begun = []

    def make(named=published, broker=None) -> Service:
        settings = replace(ServiceSettings(), folder=tmp_path / "live", profile=named)
        begun.append(Service(settings, lambda each: each.open(), broker))
        return begun[-1]

    yield make
    for each in begun:
        each.stop()


class Slow:
    """A router that takes its time."""

    def __init__(self, router) -> None:
        self.router = router
        self.name, self.fingerprint = router.name, router.fingerprint

    def route(self, tickets):
        time.sleep(0.3)
        return self.router.route(tickets)


def slowly(profile):
    opened = profile.open()
    opened.router = Slow(opened.router)
    return opened


def test_a_caller_is_told_when_an_answer_takes_too_long(tmp_path, published):
    settings = replace(ServiceSettings(), folder=tmp_path / "live", profile=published)
    service = Service(settings, slowly, None, answer_seconds=0.05)
    service.start()
    with pytest.raises(Overloaded, match=r"no answer within 0\.05 seconds"):
        asyncio.run(service.answer(RouteRequest(**ASKED)))
    service.stop()


def test_it_is_ready_between_start_and_stop(made):
    service = made()
    before = service.is_ready
    service.start()
    during = service.is_ready
    service.stop()
    assert (before, during, service.is_ready) == (False, True, False)


def test_without_a_profile_it_starts_and_is_not_ready(made):
    service = made(named=None)
    service.start()
    assert not service.is_ready


def test_an_answer_can_be_read_at_once_and_carries_the_profile(made, profile):
    service = made()
    service.start()
    asyncio.run(service.answer(RouteRequest.model_validate(ASKED)))
    told = service.newest("T0")
    assert (told["profile"], told["outcome"]) == (profile.fingerprint, None)
    assert told["decision"]["category"] == "Billing"
    assert service.newest("T9") is None


def test_after_its_end_nothing_is_answered(made):
    service = made()
    service.start()
    service.stop()
    with pytest.raises(Stopping):
        asyncio.run(service.answer(RouteRequest.model_validate(ASKED)))


def test_what_waits_in_the_inbox_is_handed_to_the_queue(made):
    messages = Messages()
    service = made(broker=messages)
    service.inbox.add(event(1), time.time())
    service.start()
    ends = time.monotonic() + 5
    while not messages and time.monotonic() < ends:
        time.sleep(0.01)
    assert [queue for queue, _ in messages] == [Queue.TICKETS]


def test_another_profile_takes_over_without_a_restart_and_goes_back(running, profile, tmp_path):
    other = replace(profile, cleaning=False)
    profile_archive.write(other, tmp_path / "other")
    deployment = running.service.deployment
    deployment.use(tmp_path / "other", time.time(), tickets=3)
    seen = set()
    for _ in range(200):
        seen.add(running.client.post("/v1/route", json=ASKED).json()["profile"])
        if other.fingerprint in seen:
            break
        time.sleep(0.05)
    assert seen == {profile.fingerprint, other.fingerprint}
    deployment.roll_back()
    for _ in range(100):
        if running.client.post("/v1/route", json=ASKED).json()["profile"] == profile.fingerprint:
            return
        time.sleep(0.05)
    pytest.fail("it was not rolled back")
