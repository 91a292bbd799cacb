"""Each key may ask as much as its rate says, and is told how long to wait."""

from __future__ import annotations

from itertools import takewhile

import pytest

pytest.importorskip("limits")

from service.errors import ServiceError
from service.http.rates import PARTS, Rates, check
from service.storage.api_keys import ApiKey


def taken(rates: Rates, key: ApiKey) -> int:
    """How many requests go before one has to wait."""
    return sum(1 for _ in takewhile(lambda wait: not wait, iter(lambda: rates.wait(key), None)))


@pytest.mark.parametrize("amount", [1, 2, 99, 100, 250, 350])
def test_never_more_than_the_rate_and_at_most_a_hundredth_less(amount):
    found = taken(Rates(), ApiKey("till", f"{amount}/hour"))
    assert amount - amount // PARTS <= found <= amount


def test_one_key_takes_nothing_from_another():
    rates = Rates()
    taken(rates, ApiKey("till", "2/hour"))
    assert taken(rates, ApiKey("shop", "2/hour")) == 2


def test_the_wait_is_whole_seconds_and_no_longer_than_the_rate_s_time():
    rates, key = Rates(), ApiKey("till", "1/minute")
    rates.wait(key)
    assert 1 <= rates.wait(key) <= 61


def test_a_rate_is_read_as_people_write_it():
    assert check("600/minute") == "600/minute"


@pytest.mark.parametrize("wrong", ["", "many", "600", "600/eon"])
def test_what_is_no_rate_is_refused_with_an_example(wrong):
    with pytest.raises(ServiceError, match="write it as 600/minute"):
        check(wrong)
