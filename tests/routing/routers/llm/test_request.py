"""What is asked of a provider: complete, allowed and affordable before anything starts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing.errors import KeyMissing, KeyWithheld, PriceUnknown, RouterError
from routing.routers.llm.keys import Keys
from routing.routers.llm.pricing import FREE, Price
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Category, Taxonomy

KEYS = Keys.from_environment({"OPENAI_API_KEY": "sk-mine"})
ASKED = LlmRequest("openai", "gpt-4o-mini")
TAXONOMY = Taxonomy((Category("Billing"), Category("Other")))


def test_a_request_survives_its_settings_and_an_older_one_keeps_the_defaults():
    asked = replace(ASKED, pack=5, price=(1.0, 2.0, 0.5), prompt={"version": "own 1"})
    assert LlmRequest.from_settings(asked.to_settings()) == asked
    older = {"kind": "openai", "model": "m", "gone": 1}
    assert LlmRequest.from_settings(older) == LlmRequest("openai", "m")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pack": 0}, "1 to 50 tickets"),
        ({"in_flight": 901}, "in flight"),
        ({"budget_usd": -1.0}, "more than 0"),
        ({"temperature": 2.5}, "temperature"),
        ({"decisions": True, "pack": 2}, "one ticket a request"),
        ({"batch": True, "pack": 2}, "one ticket a request"),
        ({"kind": "azure", "decisions": True}, "no decisions endpoint"),
        ({"kind": "compatible", "batch": True}, "no Batch API"),
        ({"kind": "elsewhere"}, "no provider"),
        ({"model": ""}, 'Fill in "Model"'),
        ({"kind": "transformers", "model": ""}, "No model is named"),
    ],
)
def test_what_cannot_be_carried_out_says_what_to_change(changes, words):
    with pytest.raises(RouterError, match=words):
        replace(ASKED, **changes).ready(KEYS)


def test_a_request_that_is_complete_is_ready():
    assert ASKED.ready(KEYS) == ASKED


def test_without_a_key_or_with_one_for_elsewhere_nothing_is_ready():
    with pytest.raises(KeyMissing):
        ASKED.ready(Keys())
    with pytest.raises(KeyWithheld):
        replace(ASKED, base_url="https://evil.example/v1").ready(KEYS)


def test_a_budget_in_dollars_needs_a_price():
    unknown = replace(ASKED, model="my-own", budget_usd=1.0)
    with pytest.raises(PriceUnknown):
        unknown.ready(KEYS)
    assert replace(unknown, price=(1.0, 1.0, 1.0)).ready(KEYS)
    assert replace(unknown, kind="transformers").known_price() == FREE


def test_a_price_entered_by_hand_goes_before_the_listed_one():
    assert ASKED.known_price() not in (None, FREE)
    assert replace(ASKED, price=(2.0, 4.0, 1.0)).known_price() == Price(2.0, 4.0, 1.0)


def test_a_local_model_has_no_endpoint():
    with pytest.raises(RouterError, match="no endpoint"):
        LlmRequest("transformers", "m").keyless_endpoint()
