"""Limits are learnt from what the desk says."""

from datetime import UTC, datetime

import pytest

from helpdesk.limits import MARGIN, Limits, retry_after


def test_a_refusal_holds_its_class_for_as_long_as_asked_and_no_other():
    limits = Limits()
    assert limits.refused("export", {"retry-after": "7"}, now=100.0) == pytest.approx(7 + MARGIN)
    assert limits.wait("export", 106.9) > 0
    assert limits.wait("export", 107.1) == 0
    assert limits.wait("tickets", 100.0) == 0


def test_a_second_shorter_refusal_does_not_shorten_the_wait():
    limits = Limits()
    limits.refused("tickets", {"retry-after": "9"}, now=0.0)
    limits.refused("tickets", {"retry-after": "1"}, now=0.0)
    assert limits.wait("tickets", 0.0) > 8


def test_refusals_that_name_no_time_wait_longer_each_time_until_one_goes_through():
    limits = Limits()
    first = limits.refused("tickets", {}, now=0.0)
    second = limits.refused("tickets", {}, now=10.0)
    limits.passed("tickets", {}, now=20.0)
    assert second > 1.5 * first
    assert limits.refused("tickets", {}, now=30.0) == pytest.approx(first)


def test_headers_that_say_nothing_is_left_hold_until_the_reset():
    limits = Limits()
    limits.passed("tickets", {"x-rate-limit-remaining": "1", "ratelimit-reset": "30"}, now=0.0)
    assert limits.wait("tickets", 0.0) == 0
    limits.passed("tickets", {"x-rate-limit-remaining": "0", "ratelimit-reset": "30"}, now=0.0)
    assert limits.wait("tickets", 0.0) > 29


def test_headers_without_sense_hold_nothing():
    limits = Limits()
    limits.passed("tickets", {"x-rate-limit-remaining": "0", "ratelimit-reset": "1785000000"}, 0.0)
    limits.passed("tickets", {"x-rate-limit-remaining": "none"}, 0.0)
    assert limits.wait("tickets", 0.0) == 0


def test_a_wait_that_cannot_be_read_is_none():
    assert retry_after({"retry-after": "soon"}, datetime(2026, 1, 1, tzinfo=UTC)) is None


AT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("value", ["", "soon", "nan", "inf", "-inf", "1e999"])
def test_a_wait_without_sense_is_as_if_none_were_named(value):
    assert retry_after({"retry-after": value}, AT) is None
    assert Limits().refused("tickets", {"retry-after": value}, now=0.0) < 2


def test_a_date_to_wait_for_is_read_by_the_desk_s_own_clock():
    headers = {
        "retry-after": "Thu, 01 Jan 2026 00:00:30 GMT", "date": "Thu, 01 Jan 2026 00:00:20 GMT"
    }  # fmt: skip
    assert Limits().refused("tickets", headers, now=0.0) == pytest.approx(10 + MARGIN)


def test_a_date_without_a_zone_is_utc():
    assert retry_after({"retry-after": "Thu, 01 Jan 2026 00:00:30 -0000"}, AT) == 30


@pytest.mark.parametrize("headers", [{"ratelimit-reset": "12"}, {"x-ratelimit-reset": "12"}])
def test_a_refusal_without_a_wait_holds_until_the_reset(headers):
    assert Limits().refused("tickets", headers, now=0.0) == pytest.approx(12 + MARGIN)


@pytest.mark.parametrize("value", ["0", "-5", "Thu, 01 Jan 2020 00:00:00 GMT"])
def test_who_names_a_wait_of_nothing_and_refuses_again_is_given_longer_each_time(value):
    limits = Limits()
    waits = [limits.refused("tickets", {"retry-after": value}, now=100.0 * n) for n in range(3)]
    assert waits == pytest.approx([1 + MARGIN, 2 + MARGIN, 4 + MARGIN])


def test_a_wait_beyond_all_sense_has_an_end():
    assert Limits().refused("tickets", {"retry-after": "1e15"}, now=0.0) < 2 * 86_400
