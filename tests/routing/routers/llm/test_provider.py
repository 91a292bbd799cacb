"""What shares one set of limits has one name, which tells nobody the key."""

from __future__ import annotations

import pytest

from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.provider import limits_id

ONE = Endpoint("openai", "gpt-4.1-mini", key="sk-canary-1234567890")


def test_the_same_account_asks_under_one_set_of_limits():
    assert limits_id(ONE) == limits_id(Endpoint(ONE.kind, ONE.model, key=ONE.key))


@pytest.mark.parametrize(
    "other",
    [
        Endpoint("openai", "gpt-4.1", key=ONE.key),
        Endpoint("openai", ONE.model, key="sk-canary-1234567891"),
        Endpoint("openai", ONE.model),
        Endpoint("openai", ONE.model, base_url="https://eu.example.com/v1", key=ONE.key),
    ],
    ids=["model", "key", "no key", "address"],
)
def test_another_model_account_or_address_has_limits_of_its_own(other: Endpoint):
    assert limits_id(other) != limits_id(ONE)


def test_no_part_of_the_key_is_in_the_name():
    assert not any(ONE.key[i : i + 5] in limits_id(ONE) for i in range(len(ONE.key) - 4))
