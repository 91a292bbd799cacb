"""What a run may use of a provider, and its way through the Batch API."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing.errors import KeyWithheld, RouterError
from routing.routers.llm.building import llm_router
from routing.routers.llm.keys import Keys
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Category, Taxonomy
from usecases.runs.llm_routers import batches_of, terms_of

KEYS = Keys.from_environment({"OPENAI_API_KEY": "sk-mine"})
ASKED = LlmRequest("openai", "gpt-4o-mini", batch=True)


def test_the_terms_are_those_that_were_asked_for():
    terms = terms_of(replace(ASKED, requests_per_minute=60.0, budget_usd=2.0, in_flight=5))
    assert (terms.requests_per_minute, terms.budget_usd, terms.in_flight) == (60.0, 2.0, 5)


def test_only_a_run_that_asks_for_it_goes_through_the_batch_api():
    assert batches_of(replace(ASKED, batch=False), KEYS, "run") is None
    router = llm_router(ASKED, KEYS, Taxonomy((Category("Late"),)), [], lambda one: one.text)
    batches = batches_of(ASKED, KEYS, "run")
    assert batches is not None
    assert batches(router) is not None


def test_a_batch_sends_no_key_to_a_stranger():
    with pytest.raises(KeyWithheld):
        batches_of(replace(ASKED, base_url="https://evil.example/v1"), KEYS, "run")


def test_the_decisions_endpoint_has_no_batches():
    decisions = replace(ASKED, batch=False, decisions=True)
    router = llm_router(decisions, KEYS, Taxonomy((Category("Late"),)), [], lambda one: one.text)
    batches = batches_of(ASKED, KEYS, "run")
    assert batches is not None
    with pytest.raises(RouterError, match="Batch API"):
        batches(router)
