"""How providers behave, one test a behaviour: whole runs against the fake provider."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from jobs import Control, Meter
from routing.attempt import Attempt
from routing.engine import MemoryAttempts, MemoryJournal, RunStatus, run
from routing.policy import Policy
from routing.routers.llm.batch_api import OpenAIBatches
from routing.routers.llm.clients.openai_provider import OpenAIProvider
from routing.routers.llm.endpoint import Endpoint
from routing.routers.llm.pricing import Price
from routing.routers.llm.router import LlmRouter
from routing.taxonomy import Category, Taxonomy
from routing.ticket import Ticket
from tests.fakes.provider.behaviour import Behaviour
from tests.fakes.provider.process import Running, provider

NAMES = ("Billing", "Delivery", "Spam")
TAXONOMY = Taxonomy(tuple(Category(name) for name in NAMES))
PRICE = Price(input=0.4, output=1.6, cached=0.1)


@pytest.fixture(scope="module")
def fake() -> Iterator[Running]:
    with provider() as running:
        yield running


@dataclass
class Ran:
    """A run, what came of it, and what the provider saw."""

    journal: MemoryJournal
    paid: list[Attempt]
    status: RunStatus
    ledger: dict[str, object] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        return sum(self.ledger["outcomes"].values())  # type: ignore[attr-defined]

    @property
    def right(self) -> int:
        found = self.journal.decisions.values()
        return sum(d.category == NAMES[d.ticket_key % 3] and not d.error for d in found)

    @property
    def cost(self) -> float:
        return sum(attempt.cost_usd for attempt in self.paid if attempt.answered)


ACCOUNTS = iter(range(1_000_000))


def ran(fake: Running, behaviour: Behaviour, tickets: int, *, batch: bool = False) -> Ran:
    """A run over that many tickets; each under an account, so with limits, of its own."""
    fake.behave(behaviour)
    endpoint = Endpoint("compatible", "fake", fake.base_url, key=f"key-{next(ACCOUNTS)}")
    model = OpenAIProvider(endpoint)
    router = LlmRouter(model, endpoint.identity, TAXONOMY, price=PRICE)
    many = [Ticket(n, f"T-{n}", "Hello", f"This is case {n}.") for n in range(1, tickets + 1)]
    journal, attempts = MemoryJournal(many), MemoryAttempts()
    status = run(
        journal, lambda: router, Policy(0.5), Control(), Meter(), attempts=attempts,
        batches=(lambda _: OpenAIBatches(endpoint, model, router, "run")) if batch else None,
    )  # fmt: skip
    return Ran(journal, attempts.noted, status, fake.ledger())


def test_a_reasoning_model_is_asked_without_what_it_refuses(fake):
    found = ran(fake, Behaviour(latency=0.01, reasoning=True), 30)
    assert (found.status, found.right) == (RunStatus.FINISHED, 30)
    assert all(d.confidence == 0.9 for d in found.journal.decisions.values())


def test_a_batch_is_worded_as_a_live_question_has_shown(fake):
    found = ran(fake, Behaviour(latency=0.01, reasoning=True), 30, batch=True)
    assert (found.status, found.right) == (RunStatus.FINISHED, 30)
    assert found.cost == pytest.approx(found.ledger["usd"])


def test_errors_of_a_batch_are_read_and_settled_one_by_one(fake):
    found = ran(fake, Behaviour(latency=0.01, batch_refuses=5), 30, batch=True)
    assert (found.status, found.right) == (RunStatus.FINISHED, 30)
    assert found.requests == 1 + 29 // 5


def test_a_batch_that_fails_as_a_whole_is_told_in_the_servers_words(fake):
    found = ran(fake, Behaviour(latency=0.01, batch_refuses=1), 60, batch=True)
    assert found.status is RunStatus.FAILED
    assert "This line is odd, said the batch" in (found.journal.error or "")
    assert found.requests == 1


def test_of_a_line_that_a_batch_brings_twice_the_first_counts(fake):
    found = ran(fake, Behaviour(latency=0.01, batch_twice=True), 10, batch=True)
    assert (found.status, found.right) == (RunStatus.FINISHED, 10)
    assert len(found.paid) == 10


def test_a_model_that_uses_up_the_room_gets_more_at_once_and_keeps_it(fake):
    found = ran(fake, Behaviour(latency=0.01, thinks=1_500), 60)
    assert (found.status, found.right) == (RunStatus.FINISHED, 60)
    assert found.ledger["outcomes"]["no room"] == 1  # type: ignore[index]


def test_a_model_for_which_no_room_is_enough_ends_the_run_and_names_the_option(fake):
    found = ran(fake, Behaviour(latency=0.01, thinks=50_000), 240)
    assert found.status is RunStatus.FAILED
    assert "--answer-room" in (found.journal.error or "")
    assert found.requests < 60


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (Behaviour(latency=0.01, page=True), "Please log in to go on"),
        (Behaviour(latency=0.01, inside=1.0, inside_code=1), "Not at the moment, said the"),
        (Behaviour(latency=0.01, malformed=1.0, malformed_kinds=("prose",)), "It could be Billing"),
        (Behaviour(latency=0.01, malformed=1.0, malformed_kinds=("body",)), "could not be read"),
    ],
)  # fmt: skip
def test_where_every_answer_fails_alike_the_run_stops_in_the_servers_words(fake, behaviour, words):
    found = ran(fake, behaviour, 240)
    assert found.status is RunStatus.FAILED
    assert words in (found.journal.error or "")
    assert found.requests <= 45
    assert found.journal.decisions == {}


def test_a_few_tickets_that_all_fail_are_no_finished_run(fake):
    found = ran(fake, Behaviour(latency=0.01, malformed=1.0, malformed_kinds=("prose",)), 5)
    assert found.status is RunStatus.FAILED
    assert "Not one question could be answered" in (found.journal.error or "")
    assert len(found.journal.decisions) == 5


def test_a_rate_limit_inside_an_answer_is_a_rate_limit(fake):
    found = ran(fake, Behaviour(rpm=6000, latency=0.01, inside=0.3), 60)
    assert (found.status, found.right) == (RunStatus.FINISHED, 60)
    assert found.ledger["outcomes"]["inside"] > 5  # type: ignore[index]


def test_without_usage_the_cost_is_an_estimate_and_marked(fake):
    found = ran(fake, Behaviour(latency=0.01, usage=False), 20)
    decided = sum(d.cost_usd for d in found.journal.decisions.values())
    assert decided == pytest.approx(found.cost)
    assert 0.5 * found.ledger["usd"] < decided < 2 * found.ledger["usd"]  # type: ignore[operator]
    assert not any(attempt.certain for attempt in found.paid)


def test_where_probabilities_never_come_every_ticket_gets_a_stated_confidence(fake):
    found = ran(fake, Behaviour(latency=0.01, probabilities=False), 40)
    assert (found.status, found.right) == (RunStatus.FINISHED, 40)
    assert {d.confidence for d in found.journal.decisions.values()} == {0.9}
    assert found.requests <= 45


@pytest.mark.parametrize("kind", ["thoughts", "label", "list"])
def test_an_answer_in_another_form_is_read_where_it_is_certain(fake, kind):
    found = ran(fake, Behaviour(latency=0.01, malformed=1.0, malformed_kinds=(kind,)), 20)
    assert (found.status, found.right) == (RunStatus.FINISHED, 20)
