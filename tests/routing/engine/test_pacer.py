"""The pace: learnt from headers, from refusals, or felt out where a provider tells nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.attempt import Limits
from routing.engine.pacer import Pacer, TokenBucket


def test_nothing_known_is_no_limit():
    assert TokenBucket().wait(5.0, 1) == 0
    assert TokenBucket().in_hand(5.0) is None


def test_a_rate_of_ones_own_is_kept_evenly():
    bucket = TokenBucket(10.0)
    for _ in range(2):
        bucket.spend(1.0, 1)
    assert bucket.wait(1.0, 1) == pytest.approx(0.1)
    assert bucket.wait(1.1, 1) == pytest.approx(0.0)


def test_what_is_in_hand_may_go_at_once():
    bucket = TokenBucket()
    bucket.learn(bucket.spend(0.0, 1), 60, 50, 60)
    assert bucket.in_hand(0.0) == 50
    assert bucket.wait(0.0, 1) == 0


def test_a_refusal_holds_what_would_go_by_pace():
    bucket = TokenBucket(10.0)
    bucket.hold(1.0, 4.0)
    assert bucket.wait(1.0, 1) == pytest.approx(3.0)


def test_a_guess_counts_until_the_provider_tells_its_own():
    bucket = TokenBucket()
    bucket.guess(3.0)
    assert bucket.rate == 3.0
    bucket.learn(bucket.spend(0.0, 1), 60, 50, 60)
    bucket.guess(9.0)
    assert bucket.rate == 1.0


@given(st.integers(60, 6_000), st.integers(1, 40))
def test_once_headers_were_heard_no_more_is_asked_for_than_the_provider_holds(limit, full):
    """But for a first one, before the pace is known."""
    bucket, now, level, at, refused = TokenBucket(), 0.0, float(full), 0.0, 0
    for _ in range(200):
        wait = bucket.wait(now, 1)
        now += max(wait, 0.001)
        if wait > 0:
            continue
        level, at = min(full, level + (now - at) * limit / 60) - 1, now
        if level < -1e-6:
            refused, level = refused + 1, level + 1
        bucket.learn(bucket.spend(now, 1), limit, int(level), 60)
    assert refused <= 1


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


def test_a_refusal_without_headers_goes_by_those_of_the_last_answers():
    pacer = Pacer()
    start = pacer.start(0.0, 500)
    pacer.learn(start, ROOM)
    pacer.refused(start, 0.1, 1.0, SILENT)
    assert pacer.held(0.1) == 0
    spent = pacer.start(0.2, 500)
    pacer.learn(spent, Limits(requests=600, requests_left=0))
    pacer.refused(spent, 0.21, 1.0, SILENT)
    assert pacer.held(0.21) == pytest.approx(1.0)


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
