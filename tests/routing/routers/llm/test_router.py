"""The LLM router: from ticket to question, from answers to a decision."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.attempt import Attempt, Failure, Reply, Trouble
from routing.routers.llm.examples import History, NearestExamples, StaticExamples
from routing.routers.llm.outgoing_ticket import OutgoingTicket
from routing.routers.llm.pricing import Price
from routing.routers.llm.provider import Abilities, ChatRequest, Completion, Usage
from routing.routers.llm.router import LlmRouter
from routing.routers.llm.token_estimate import ERROR
from routing.taxonomy import Category, Taxonomy
from routing.ticket import Ticket
from tests.conftest import ticket

TAXONOMY = Taxonomy((Category("Billing"), Category("Spam")))


@dataclass
class FakeProvider:
    """Says what it is told to."""

    says: Completion = field(default_factory=lambda: Completion('{"category": "Spam"}'))
    abilities: Abilities = field(default_factory=Abilities)
    name: str = "openai"
    model: str = "m"
    limits_id: str = "fake"
    chat: list[ChatRequest] = field(default_factory=list)

    async def complete(self, chat: ChatRequest) -> Completion | Failure:
        self.chat.append(chat)
        return self.says

    async def close(self) -> None:
        """Nothing is open."""


def router(provider: FakeProvider | None = None, **known: object) -> LlmRouter:
    return LlmRouter(provider or FakeProvider(), "id", TAXONOMY, **known)  # type: ignore[arg-type]


def ask(made: LlmRouter, *tickets: Ticket) -> tuple[Attempt, ...]:
    pack = [made.question(t) for t in tickets]
    reply = asyncio.run(made.ask(pack, made.pledge(pack), []))
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
        router(outgoing=lambda t: OutgoingTicket("masked " + t.text)).question(ticket(1)).key,
    ]
    assert key not in differing
    assert len(set(differing)) == len(differing)


def test_the_key_does_not_follow_what_was_found_out_about_the_server():
    learnt = FakeProvider(abilities=Abilities("text", logprobs=False))
    assert router(learnt).question(ticket(1)).key == router().question(ticket(1)).key


def test_only_what_may_leave_leaves():
    provider = FakeProvider()
    ask(router(provider, outgoing=lambda _t: OutgoingTicket("[EMAIL] asks")), ticket(1))
    assert "[EMAIL] asks" in provider.chat[0].user
    assert "Body 1" not in provider.chat[0].user


def test_cost_and_tokens_are_those_of_the_usage_and_add_up_over_a_pack():
    provider = FakeProvider(
        Completion('{"1": "Spam", "2": "Spam", "3": "Billing"}', usage=Usage(100, 11, 40))
    )
    price = Price(input=1.0, output=4.0, cached=0.5)
    attempts = ask(router(provider, price=price, pack=3), ticket(1), ticket(2), ticket(3))
    assert [a.category for a in attempts] == ["Spam", "Spam", "Billing"]
    assert sum(a.input_tokens for a in attempts) == 100
    assert sum(a.output_tokens for a in attempts) == 11
    assert sum(a.cost_usd for a in attempts) == pytest.approx((60 + 20 + 44) / 1e6)


def test_an_answer_whose_usage_is_not_told_is_an_estimate():
    assert not ask(router(), ticket(1))[0].certain


def test_what_is_noted_before_a_question_leaves_answers_nothing_and_is_the_most_it_may_cost():
    made = router(price=Price(1, 1, 1))
    question = made.question(ticket(1))
    (pledge,) = made.pledge([question])
    assert (pledge.category, pledge.problem, pledge.certain) == (None, None, False)
    assert not pledge.answered
    assert made.decide(question, [pledge, pledge, pledge]) is None
    (attempt,) = ask(made, ticket(1))
    assert 0 < attempt.cost_usd < pledge.cost_usd


def test_an_answer_carries_the_id_under_which_its_question_was_noted():
    made = router(pack=2, provider=FakeProvider(Completion('{"1": "Spam", "2": "Spam"}')))
    pack = [made.question(ticket(n)) for n in (1, 2)]
    pledged = made.pledge(pack)
    reply = asyncio.run(made.ask(pack, pledged, []))
    assert isinstance(reply, Reply)
    assert [a.id for a in reply.attempts] == [p.id for p in pledged]
    assert len({p.id.split("-")[0] for p in pledged}) == 1


def test_a_batch_is_priced_at_half():
    made = router(price=Price(2, 8, 1))
    pack = [made.question(ticket(1))]
    (live,), (batch,) = made.pledge(pack), made.pledge(pack, batch=True)
    assert batch.cost_usd == pytest.approx(live.cost_usd / 2)


@given(st.text(max_size=400), st.lists(st.integers(1, 2_000), max_size=8))
def test_the_pledge_keeps_its_margin_and_never_falls_below_a_token_for_four_bytes(text, counted):
    """Whatever the provider has counted before."""
    price = Price(1, 0, 1)
    provider = FakeProvider()
    made = router(provider, price=price)
    for tokens in counted:
        provider.says = Completion('{"category": "Spam"}', usage=Usage(tokens, 1))
        ask(made, ticket(1))
    question = made.question(Ticket(2, "2", "", text))
    (pledge,) = made.pledge([question])
    sent = made.chat_request([question]).system + question.text
    assert pledge.cost_usd * 1e6 >= len(sent.encode("utf-8", "replace")) / 4
    assert pledge.cost_usd * 1e6 >= (made.charge([question]) - made._room(1)) * (1 + ERROR)


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
    assert "confidence" in provider.chat[0].user
    assert "confidence" in provider.chat[0].schema["properties"]


def test_room_that_was_too_small_grows_at_once_and_stays_so():
    provider = FakeProvider(Completion("", finish="length"))
    made = router(provider)
    (cut,) = ask(made, ticket(1))
    provider.says = Completion('{"category": "Spam"}')
    ask(made, ticket(2))
    ask(made, ticket(3))
    first, *later = (chat.max_tokens for chat in provider.chat)
    assert later == [2048, 2048]
    assert f"{first} tokens were not enough (--answer-room" in (cut.problem or "")


def test_room_that_the_server_does_not_allow_is_made_smaller_until_it_does():
    @dataclass
    class Narrow(FakeProvider):
        async def complete(self, chat: ChatRequest) -> Completion | Failure:
            self.chat.append(chat)
            if chat.max_tokens > 5_000:
                return Failure(Trouble.REQUEST, "refused (400: max_tokens is too large)")
            return Completion("", finish="length")

    provider = Narrow()
    made = router(provider)
    for _ in range(3):
        ask(made, ticket(1))
    assert [w.max_tokens for w in provider.chat][1:] == [2048, 8192, 4096]
    ask(made, ticket(1))
    assert provider.chat[-1].max_tokens == 4096


def test_where_probabilities_turn_out_missing_the_model_is_asked_how_sure_it_is():
    """The first answers came without a confidence: they are asked for once more, not for ever."""

    @dataclass
    class Silent(FakeProvider):
        async def complete(self, chat: ChatRequest) -> Completion | Failure:
            self.chat.append(chat)
            self.abilities = Abilities(logprobs=False)
            stated = ', "confidence": 0.8' if chat.stated else ""
            return Completion('{"category": "Spam"' + stated + "}")

    made = router(Silent())
    question = made.question(ticket(1))
    (first,) = ask(made, ticket(1))
    assert first.problem == "the answer came without a confidence"
    assert made.decide(question, [first]) is None
    (second,) = ask(made, ticket(1))
    answer = made.decide(question, [first, second])
    assert answer
    assert (answer.category, answer.confidence, answer.error) == ("Spam", 0.8, None)
    unsure = made.decide(question, [first, first])
    assert unsure
    assert (unsure.category, unsure.reason, unsure.error) == (
        "Spam", "The model gave no confidence.", None,
    )  # fmt: skip


def test_an_answer_without_a_count_of_tokens_costs_its_estimate():
    made = router(price=Price(1, 1, 1))
    (attempt,) = ask(made, ticket(1))
    answer = made.decide(made.question(ticket(1)), [attempt])
    assert answer
    assert not attempt.certain
    assert answer.cost_usd == attempt.cost_usd > 0


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


def test_an_unknown_price_is_said():
    assert "price" in router(price=None).warnings[0]
