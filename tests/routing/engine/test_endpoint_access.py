"""One run's way to an endpoint: careful at first, patient when it is down."""

from __future__ import annotations

from routing.attempt import Failure, Limits, Trouble
from routing.engine import MemoryAttempts, Terms
from routing.engine.budget import Budget
from routing.engine.endpoint_access import EndpointAccess
from routing.engine.pacer import Start
from routing.engine.provider_limits import SOON, EndpointLimits

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
    assert one.try_start(0.6, 1, 4, 0.4, proven=False) == SOON
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
    assert one.try_start(0.6, 1, 2, 0.4, proven=True) == SOON


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
