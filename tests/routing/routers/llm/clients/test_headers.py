"""What a provider's headers say."""

from __future__ import annotations

import pytest

from routing.routers.llm.clients.headers import limits, retry_after


def test_limits_are_read_and_silence_is_none():
    told = limits({"x-ratelimit-limit-requests": "3000", "x-ratelimit-remaining-requests": "2999",
                   "x-ratelimit-reset-requests": "20ms"})  # fmt: skip
    assert (told.requests, told.requests_left, told.tokens, told.period) == (3000, 2999, None, 60)


def test_a_limit_a_day_is_told_from_one_a_minute_by_how_slowly_it_comes_back():
    told = limits({"x-ratelimit-limit-requests": "10000", "x-ratelimit-remaining-requests": "9999",
                   "x-ratelimit-reset-requests": "8.64s"})  # fmt: skip
    assert told.period == 86_400


@pytest.mark.parametrize("value", ["", "many", "-1", "nan", "inf"])
def test_a_header_that_is_no_number_is_silence(value):
    assert limits({"x-ratelimit-limit-tokens": value}).tokens is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [({"retry-after-ms": "20", "retry-after": "1"}, 0.02), ({"retry-after": "7"}, 7.0),
     ({"retry-after": "soon"}, None), ({}, None), ({"retry-after": "999999"}, 3600.0),
     ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0.0)],
)  # fmt: skip
def test_how_long_to_wait(headers, seconds):
    assert retry_after(headers) == seconds
