"""What a model costs, by the price list of its provider."""

from __future__ import annotations

from routing.routers.llm.pricing import FREE, Price, find_price
from routing.routers.llm.provider_catalog import declared


def test_a_price_is_listed_or_not_known():
    listed = Price(0.15, 0.6, 0.075, "price list genai-prices")
    assert find_price("gpt-4o-mini", declared("openai")) == listed
    assert find_price("my-deployment", declared("azure")) is None


def test_a_compatible_server_charges_for_models_of_openai_and_for_no_other():
    server = declared("compatible")
    assert find_price("gpt-4o-mini", server) == find_price("gpt-4o-mini", declared("openai"))
    assert find_price("smollm", server) == FREE


def test_a_local_model_costs_nothing_whatever_its_name():
    assert find_price("gpt-4o-mini", declared("transformers")) == FREE
