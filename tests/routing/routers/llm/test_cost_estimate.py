"""What a run will cost, and how many tickets a request should hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jobs import Control, Meter
from routing.attempt import Failure
from routing.engine import Terms
from routing.errors import RouterError
from routing.intake.reading import read
from routing.routers.llm.cost_estimate import estimate_run
from routing.routers.llm.pricing import Price
from routing.routers.llm.provider import ChatRequest, Completion, Usage
from routing.routers.llm.router import LlmRouter
from routing.taxonomy import Category, Taxonomy
from routing.ticket import Ticket
from tests.conftest import ticket
from tests.routing.routers.llm.test_router import FakeProvider
from usecases.runs.packing_trial import pack_trial

SAMPLES = Path(__file__).parents[4] / "sample_data" / "larkspur"
PRICE = Price(input=0.4, output=1.6, cached=0.1)


def sample_router(pack: int) -> LlmRouter:
    taxonomy = Taxonomy.from_toml((SAMPLES / "taxonomy.toml").read_text("utf-8"))
    return LlmRouter(FakeProvider(), "id", taxonomy, price=PRICE, pack=pack)


def samples() -> list[Ticket]:
    return [t for t in read(SAMPLES / "tickets.csv") if isinstance(t, Ticket)]


def test_ten_tickets_in_a_request_save_most_of_the_prompt():
    alone, packed = (estimate_run(sample_router(pack), samples()) for pack in (1, 10))
    assert packed.tokens_per_ticket <= 0.4 * alone.tokens_per_ticket
    assert (alone.requests, packed.requests) == (alone.tickets, -(-alone.tickets // 10))


def test_the_estimate_is_a_range_around_what_the_tokens_cost():
    found = estimate_run(sample_router(1), samples(), total=50_000)
    assert found.usd is not None
    assert found.low_usd is not None
    assert found.high_usd is not None
    assert 0.8 * found.usd < found.low_usd < found.usd < found.high_usd < 1.3 * found.usd
    assert found.usd_per_thousand == pytest.approx(found.usd / 50)
    assert found.counted == 500
    assert "500 real tickets" in found.basis


def test_the_batch_api_costs_half():
    usual = estimate_run(sample_router(1), samples())
    batch = estimate_run(sample_router(1), samples(), batch=True)
    assert batch.usd == pytest.approx((usual.usd or 0) / 2)


def test_an_unknown_price_gives_tokens_and_no_dollars():
    router = sample_router(1)
    router.price = None
    assert estimate_run(router, samples()).usd is None


class Confused(FakeProvider):
    """Right alone, and wrong about every second ticket of a pack."""

    async def complete(self, chat: ChatRequest) -> Completion | Failure:
        lines = chat.user.split("\n")
        end = next(i for i, line in enumerate(lines) if line.startswith("</"))
        data = [json.loads(line) for line in lines[1:end]]
        usage = Usage(100 + 20 * len(data), 5 * len(data))
        if len(data) == 1:
            return Completion('{"category": "Spam"}', usage=usage)
        completion = {str(d["id"]): "Spam" if d["id"] % 2 else "Billing" for d in data}
        return Completion(json.dumps(completion), usage=usage)


def test_a_trial_measures_accuracy_cost_and_agreement_for_each_pack_size():
    taxonomy = Taxonomy((Category("Billing"), Category("Spam")))
    labelled = [ticket(key, "Spam") for key in range(1, 21)]

    def router_of(pack: int) -> LlmRouter:
        return LlmRouter(Confused(), "id", taxonomy, price=PRICE, pack=pack)

    one, ten = pack_trial(router_of, labelled, Terms(), Control(), Meter(), sizes=(1, 10))
    assert (one.accuracy, one.tokens_per_ticket, one.agreement) == (1.0, 120.0, 1.0)
    assert (ten.accuracy, ten.tokens_per_ticket, ten.agreement) == (0.5, 30.0, 0.5)
    assert ten.low < 0.5 < ten.high
    assert ten.usd_per_thousand < one.usd_per_thousand


def test_a_trial_without_labels_says_what_it_needs():
    with pytest.raises(RouterError, match="labelled"):
        pack_trial(sample_router, [ticket(1)], Terms(), Control(), Meter())
