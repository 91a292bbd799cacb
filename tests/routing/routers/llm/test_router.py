"""The LLM router: from ticket to question, from answers to a decision."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

import pytest

from routing.attempt import Attempt, Failure, Reply
from routing.routers.llm.examples import History, NearestExamples, StaticExamples
from routing.routers.llm.outgoing_ticket import Sent
from routing.routers.llm.pricing import FREE, Price, find_price
from routing.routers.llm.provider import Abilities, Said, Usage, Wanted
from routing.routers.llm.router import LlmRouter
from routing.taxonomy import Category, Taxonomy
from routing.ticket import Ticket
from tests.conftest import ticket

TAXONOMY = Taxonomy((Category("Billing"), Category("Spam")))


@dataclass
class FakeProvider:
    """Says what it is told to."""

    says: Said = field(default_factory=lambda: Said('{"category": "Spam"}'))
    abilities: Abilities = field(default_factory=Abilities)
    name: str = "openai"
    model: str = "m"
    wanted: list[Wanted] = field(default_factory=list)

    async def complete(self, wanted: Wanted) -> Said | Failure:
        self.wanted.append(wanted)
        return self.says

    async def close(self) -> None:
        """Nothing is open."""


def router(provider: FakeProvider | None = None, **known: object) -> LlmRouter:
    return LlmRouter(provider or FakeProvider(), "id", TAXONOMY, **known)  # type: ignore[arg-type]


def ask(made: LlmRouter, *tickets: Ticket) -> tuple[Attempt, ...]:
    reply = asyncio.run(made.ask([made.question(t) for t in tickets], []))
    assert isinstance(reply, Reply)
    return reply.attempts


def test_the_key_of_a_question_follows_all_that_shapes_its_answer():
    key = router().question(ticket(1)).key
    same = replace(ticket(2), subject="Subject 1", body="Body 1")
    assert router().question(same).key == key
    other = Taxonomy((Category("Billing"), Category("Ham")))
    differing = [
        router().question(ticket(2)).key,
        LlmRouter(FakeProvider(), "other", TAXONOMY).question(ticket(1)).key,
        LlmRouter(FakeProvider(), "id", other).question(ticket(1)).key,
        router(pack=2).question(ticket(1)).key,
        router(prompt=router().prompt.edited("2", "$categories")).question(ticket(1)).key,
        router(outgoing=lambda t: Sent("masked " + t.text)).question(ticket(1)).key,
    ]
    assert key not in differing
    assert len(set(differing)) == len(differing)


def test_the_key_does_not_follow_what_was_found_out_about_the_server():
    learnt = FakeProvider(abilities=Abilities("text", logprobs=False))
    assert router(learnt).question(ticket(1)).key == router().question(ticket(1)).key


def test_only_what_may_leave_leaves():
    provider = FakeProvider()
    ask(router(provider, outgoing=lambda _t: Sent("[EMAIL] asks")), ticket(1))
    assert "[EMAIL] asks" in provider.wanted[0].user
    assert "Body 1" not in provider.wanted[0].user


def test_cost_and_tokens_are_those_of_the_usage_and_add_up_over_a_pack():
    provider = FakeProvider(
        Said('{"1": "Spam", "2": "Spam", "3": "Billing"}', usage=Usage(100, 11, 40))
    )
    price = Price(input=1.0, output=4.0, cached=0.5)
    attempts = ask(router(provider, price=price, pack=3), ticket(1), ticket(2), ticket(3))
    assert [a.category for a in attempts] == ["Spam", "Spam", "Billing"]
    assert sum(a.input_tokens for a in attempts) == 100
    assert sum(a.output_tokens for a in attempts) == 11
    assert sum(a.cost_usd for a in attempts) == pytest.approx((60 + 20 + 44) / 1e6)


def test_an_answer_whose_usage_is_not_told_is_an_estimate():
    assert not ask(router(), ticket(1))[0].certain


def test_a_request_that_was_given_up_may_have_cost_something_but_answers_nothing():
    made = router(price=Price(1, 1, 1))
    (lost,) = made.lost([made.question(ticket(1))], 5.0)
    assert (lost.category, lost.problem, lost.certain) == (None, None, False)
    assert lost.cost_usd > 0
    assert made.decide(made.question(ticket(1)), [lost, lost, lost]) is None


def test_three_unusable_answers_end_as_unknown_with_the_reason_and_all_costs():
    made = router()
    bad = Attempt("a", "k", None, problem="the answer could not be read", cost_usd=0.1)
    question = made.question(ticket(1))
    assert made.decide(question, [bad, bad]) is None
    decision = made.decide(question, [bad, bad, bad])
    assert decision
    assert (decision.category, decision.error) == ("Unknown", "the answer could not be read")
    assert decision.cost_usd == pytest.approx(0.3)
    saved = made.decide(question, [bad, Attempt("b", "k", "Spam", 0.9, cost_usd=0.1)])
    assert saved
    assert (saved.category, saved.error) == ("Spam", None)


def test_a_ticket_without_text_is_not_asked_about():
    made = router()
    empty = made.question(Ticket(1, "1", " ", "\n"))
    decision = made.decide(empty, [])
    assert decision
    assert (decision.category, decision.reason) == ("Unknown", "the ticket has no text")


def test_a_model_without_probabilities_is_asked_how_sure_it_is():
    provider = FakeProvider(abilities=Abilities(logprobs=False))
    ask(router(provider), ticket(1))
    assert "confidence" in provider.wanted[0].user
    assert "confidence" in provider.wanted[0].schema["properties"]


def test_a_cut_answer_gets_more_room_the_next_time():
    provider = FakeProvider()
    made = router(provider)
    question = made.question(ticket(1))
    cut = Attempt("a", question.key, None, problem="the answer was cut off")
    asyncio.run(made.ask([question], []))
    asyncio.run(made.ask([question], [cut]))
    assert provider.wanted[1].most_tokens > provider.wanted[0].most_tokens


def test_a_very_long_ticket_keeps_its_beginning_and_its_end():
    question = router().question(Ticket(1, "1", "", "start " + "x" * 50_000 + " end"))
    assert len(question.text) < 9_000
    assert question.text.startswith("start")
    assert question.text.endswith("end")


@pytest.mark.parametrize("kind", [StaticExamples, NearestExamples])
def test_no_ticket_ever_sees_itself_or_its_near_duplicate_as_an_example(kind):
    bodies = [f"Please refund order {n}, the parcel never came to my door" for n in range(6)]
    bodies += [f"{word} wins a free prize, click the link right now" for word in
               ("Anna", "Berta", "Carla", "Dora", "Emil", "Fritz")]  # fmt: skip
    bodies += ["The invoice shows the wrong address and a wrong tax number on page two",
               "I was charged twice for the same month and want one payment back"]  # fmt: skip
    labelled = [
        ticket(n, "Spam" if "prize" in body else "Billing", subject="", body=body)
        for n, body in enumerate(bodies, 1)
    ]
    history = History.of(TAXONOMY, labelled, lambda t: t.text)
    examples = kind(history)
    for one in labelled:
        shown = {text for text, _ in examples.for_ticket(one)}
        own = {t.text for t in labelled if history.fold_of[t.key] == history.fold_of[one.key]}
        assert not shown & own
    assert any(examples.for_ticket(t) for t in labelled)


def test_prices_are_listed_entered_or_not_known():
    assert find_price("gpt-4o-mini", "openai") == Price(0.15, 0.6, 0.075, "price list genai-prices")
    assert find_price("my-deployment", "azure") is None
    mine = Price(1, 2, 0.5)
    assert find_price("my-deployment", "azure", {"my-deployment": mine}) == mine
    assert find_price("smollm", "compatible") == FREE


def test_an_unknown_price_is_said():
    assert "price" in router(price=None).warnings[0]
