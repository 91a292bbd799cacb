"""The decisions endpoint: a choice with its probabilities, or a refusal."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx2
import pytest
from openai import AsyncOpenAI

from routing.attempt import Attempt, Failure, Reply, Trouble
from routing.errors import RouterError
from routing.routers.llm.clients.decisions_endpoint import DecisionsProvider
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.router import LlmRouter
from routing.taxonomy import Category, Taxonomy
from tests.conftest import ticket

TAXONOMY = Taxonomy((Category("Billing", "Money."), Category("Spam")))
ENDPOINT = Endpoint("openai", "gpt-6-luna", key="k")
USAGE = {"input_tokens": 90, "output_tokens": 1, "input_tokens_details": {"cached_tokens": 30}}
seen: list[dict[str, Any]] = []


def ask(status: int, body: dict[str, Any]) -> Reply | Failure:
    def server(request: httpx2.Request) -> httpx2.Response:
        assert request.url.path == "/v1/decisions"
        seen.append(json.loads(request.content))
        return httpx2.Response(status, json=body)

    def client() -> AsyncOpenAI:
        http = httpx2.AsyncClient(transport=httpx2.MockTransport(server))
        return AsyncOpenAI(api_key="k", http_client=http, max_retries=0)

    provider = DecisionsProvider(ENDPOINT, TAXONOMY, client)
    router = LlmRouter(provider, ENDPOINT.identity, TAXONOMY)
    pack = [router.question(ticket(1))]
    return asyncio.run(router.ask(pack, router.pledge(pack), []))


def attempt(body: dict[str, Any]) -> Attempt:
    reply = ask(200, body)
    assert isinstance(reply, Reply)
    return reply.attempts[0]


def test_a_choice_brings_its_probability_and_its_rivals():
    shares = [{"value": "Billing", "probability": 0.8}, {"value": "Spam", "probability": 0.15},
              {"value": "Unknown", "probability": 0.05}]  # fmt: skip
    answer = {"type": "choice", "name": "category", "choice": "Billing", "confidence": 0.8,
              "probabilities": shares}  # fmt: skip
    found = attempt({"model": "gpt-6-luna", "answers": [answer], "usage": USAGE})
    assert found.category == "Billing"
    assert found.confidence == pytest.approx(0.8)
    assert [(a.category, round(a.confidence, 2)) for a in found.alternatives] == [
        ("Spam", 0.15), ("Unknown", 0.05),
    ]  # fmt: skip
    assert (found.input_tokens, found.cached_tokens, found.certain) == (90, 30, True)
    choices = seen[-1]["questions"][0]["choices"]
    assert [c["value"] for c in choices] == ["Billing", "Spam", "Unknown"]


def test_a_refusal_is_an_answer_that_cannot_be_used():
    found = attempt({"model": "m", "answers": [{"type": "refusal"}], "usage": USAGE})
    assert (found.category, found.problem) == (None, "the model refused to answer")
    assert found.certain


def test_an_account_without_the_endpoint_is_told_so():
    failure = ask(
        404, {"error": {"message": "The model does not exist", "code": "model_not_found"}}
    )
    assert isinstance(failure, Failure)
    assert failure.trouble is Trouble.STOP


def test_too_many_categories_are_refused_before_anything_is_asked():
    many = Taxonomy(tuple(Category(f"c{n}") for n in range(255)))
    with pytest.raises(RouterError, match="254"):
        DecisionsProvider(ENDPOINT, many)
