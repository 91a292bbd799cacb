"""Limits belong to an endpoint: whoever asks it, in whatever thread, keeps to one pace."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

from routing.attempt import Limits
from routing.engine import Terms, answer_one, provider_limits
from routing.engine.provider_limits import Concurrency, Deadline, EndpointLimits, limits_of
from tests.conftest import ticket
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.simulated import MemoryJournal, SimulatedRouter, Simulation
from tests.fakes.virtual_time import in_virtual_time


def rounds(concurrency: Concurrency, latency: float, times: int) -> int:
    for _ in range(times):
        for _ in range(concurrency.allowed(None, latency)):
            concurrency.learn(latency)
    return concurrency.allowed(None, latency)


def test_one_request_goes_first():
    assert Concurrency().allowed(None, None) == 1


def test_quick_answers_open_it_to_the_full_in_a_few_rounds():
    assert rounds(Concurrency(), 0.4, 4) >= 600


def test_a_server_that_queues_what_it_is_sent_gets_ever_less():
    concurrency = Concurrency()
    concurrency.learn(1.0)
    for _ in range(60):
        allowed = concurrency.allowed(None, 1.0)
        concurrency.learn(1.0 * allowed)
    for _ in range(20):
        allowed = concurrency.allowed(None, 1.0)
        for position in range(1, allowed + 1):
            concurrency.learn(float(position))
    assert concurrency.allowed(None, 1.0) <= 6


def test_a_known_pace_is_never_throttled():
    concurrency = Concurrency()
    for _ in range(100):
        concurrency.learn(60.0)
    assert concurrency.allowed(50.0, 1.0) >= 100


def test_the_deadline_is_lenient_at_first_then_eight_medians_and_doubled_after_a_time_out():
    deadline = Deadline()
    assert deadline.seconds() == 120
    deadline.learn(1.0)
    assert deadline.seconds() == 30
    for _ in range(40):
        deadline.learn(1.0)
    assert (deadline.seconds(), deadline.seconds(1)) == (8, 16)
    for _ in range(200):
        deadline.learn(0.1)
    assert deadline.seconds() == 5


PLENTY = Limits(requests=6_000, requests_left=100)


def runs(
    router: SimulatedRouter, sizes: tuple[int, ...], terms: Terms | None = None
) -> list[Simulation]:
    """Some runs that ask one endpoint about different tickets."""
    limits, first, made = EndpointLimits(), 1, []
    for size in sizes:
        journal = MemoryJournal([ticket(key) for key in range(first, first + size)])
        made.append(Simulation(router, journal, limits=limits))
        first += size
    return made


def together(made: list[Simulation]) -> None:
    async def work() -> None:
        await asyncio.gather(*(each.work() for each in made))

    in_virtual_time(work)


def test_two_runs_use_one_limit_in_full_together_and_neither_is_refused():
    router = SimulatedRouter(Behaviour(rpm=3000))
    made = runs(router, (1000, 1000))
    together(made)
    assert router.outcomes["429"] == 0
    assert router.last - (router.first or 0.0) <= 40 / 0.95
    assert [len(each.journal.written) for each in made] == [1000, 1000]


def test_two_runs_of_the_same_size_end_at_about_the_same_time():
    router = SimulatedRouter(Behaviour(rpm=3000))
    made = runs(router, (500, 500))
    ended: list[float] = []

    async def work() -> None:
        async def one(each: Simulation) -> None:
            await each.work()
            ended.append(asyncio.get_running_loop().time())

        await asyncio.gather(*(one(each) for each in made))

    in_virtual_time(work)
    assert ended[1] - ended[0] < 0.15 * ended[1]


def test_a_live_ticket_beside_a_run_waits_for_its_turn_and_no_longer():
    router = SimulatedRouter(Behaviour(rpm=600))
    (run,) = runs(router, (600,))
    waits: list[float] = []

    async def live() -> None:
        loop = asyncio.get_running_loop()
        for number in range(10):
            await asyncio.sleep(2)
            began = loop.time()
            one = MemoryJournal([ticket(10_000 + number)])
            await Simulation(router, one, limits=run.limits).work()
            waits.append(loop.time() - began)

    async def work() -> None:
        await asyncio.gather(run.work(), live())

    in_virtual_time(work)
    assert router.outcomes["429"] == 0
    assert max(waits) < 2.0


def test_runs_in_threads_of_their_own_share_the_pace():
    router = SimulatedRouter(Behaviour(rpm=6_000, latency=0.02, burst_seconds=0.5))
    made = runs(router, (60, 60))
    threads = [threading.Thread(target=lambda each=each: asyncio.run(each.work())) for each in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(each.journal.written) for each in made] == [60, 60]
    assert router.outcomes["429"] <= 2


def test_one_ticket_is_answered_inside_a_loop_that_runs_already():
    router = SimulatedRouter(Behaviour(latency=0.01))

    async def work() -> list[str]:
        made = [await answer_one(router, ticket(number)) for number in (1, 2)]
        return [decision.category for decision in made]

    assert asyncio.run(work()) == ["A", "A"]
    assert not router.closed


def test_the_same_endpoint_and_account_have_the_same_limits(monkeypatch):
    monkeypatch.setattr(provider_limits, "_known", {})
    assert limits_of("one") is limits_of("one")
    assert limits_of("one") is not limits_of("two")
    old = limits_of("one")
    old.left_at -= 10_000
    assert limits_of("one") is not old


def test_a_user_has_the_limits_of_its_own_beside_the_providers():
    router = SimulatedRouter(Behaviour(rpm=3000))
    slow, fast = runs(router, (100, 500))
    slow = replace(slow, terms=Terms(requests_per_minute=300))
    together([slow, fast])
    assert router.last - (router.first or 0.0) >= 19
    assert router.outcomes["429"] == 0
