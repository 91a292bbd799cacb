"""How many requests may be in flight."""

from __future__ import annotations

from routing.engine.concurrency import Concurrency, Deadline


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
        for place in range(1, allowed + 1):
            concurrency.learn(float(place))
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
