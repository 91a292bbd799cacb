"""A provider's limit seen from outside: what its headers say is kept, to the request."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.engine.token_bucket import TokenBucket


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
