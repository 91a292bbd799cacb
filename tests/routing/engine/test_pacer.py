"""The pace: learnt from headers, from refusals, or felt out where a provider tells nothing."""

from __future__ import annotations

import pytest

from routing.attempt import Limits
from routing.engine.pacer import Pacer

SILENT = Limits()
ROOM = Limits(requests=600, requests_left=300, tokens=60_000, tokens_left=30_000)


def test_a_refusal_before_anything_went_through_does_not_bring_the_run_to_a_crawl():
    pacer = Pacer()
    pacer.refused(pacer.start(0.0, 1), 0.1, 1.0, SILENT)
    assert pacer.wait(0.2, 1) > 0
    assert pacer.requests.rate == 1
    for second in range(2, 22):
        pacer.passed(float(second))
    assert pacer.requests.rate * 60 > 300


def test_a_rate_that_was_seen_to_hold_is_felt_for_slowly():
    pacer = Pacer()
    for request in range(200):
        pacer.passed(request * 0.02)
    pacer.refused(pacer.start(4.0, 1), 4.0, 0.5, SILENT)
    limit = pacer.requests.rate
    assert limit is not None
    assert 0.8 * 50 < limit < 50
    pacer.passed(4.6)
    assert limit < pacer.requests.rate < limit * 1.01


def test_a_refusal_whose_headers_show_room_holds_nobody_else():
    pacer = Pacer()
    start = pacer.start(0.0, 500)
    pacer.learn(start, ROOM)
    pacer.refused(start, 0.1, 1.0, ROOM)
    assert pacer.held(0.1) == 0
    assert pacer.wait(0.1, 500) == 0


@pytest.mark.parametrize(
    "told",
    [
        SILENT,
        Limits(requests=600, requests_left=0),
        Limits(requests=600, requests_left=300, tokens=60_000, tokens_left=400),
    ],
)
def test_a_refusal_whose_headers_show_none_holds_everybody_as_long_as_it_says(told):
    pacer = Pacer()
    pacer.refused(pacer.start(0.0, 500), 0.1, 2.0, told)
    assert pacer.wait(0.2, 500) >= 1.8


def test_headers_are_not_believed_where_most_requests_are_refused():
    pacer = Pacer()
    for number in range(11):
        start = pacer.start(number * 0.1, 500)
        pacer.refused(start, number * 0.1, 5.0, ROOM)
    assert pacer.held(1.1) > 4
