"""The LLM router: a ticket becomes a prompt, what the model says becomes a decision."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from time import perf_counter
from typing import Final
from uuid import uuid4

from routing.attempt import Answer, Attempt, Failure, Question, Reply, Trouble
from routing.decision import Decision
from routing.routers.llm.answer.answer_parsing import CUT, ParsedAnswer, Reader
from routing.routers.llm.answer.settled_answer import settled
from routing.routers.llm.answer.shared_cost import Shared
from routing.routers.llm.outgoing_ticket import (
    Examples,
    NoExamples,
    OutgoingTicket,
    as_it_is,
    shortened,
)
from routing.routers.llm.pricing import FREE, Price
from routing.routers.llm.prompt import Prompt, default_prompt
from routing.routers.llm.provider import ChatRequest, Completion, Provider, Usage
from routing.routers.llm.schema import answer_schema
from routing.routers.llm.token_calibration import Counting
from routing.routers.llm.token_estimate import estimate
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

# The recipe is part of every key: raise it when the same prompt would be asked differently.
RECIPE: Final = "1"
UNSURE: Final = "the answer came without a confidence"
OUT_OF_ROOM: Final = "{cut}; {room:,} tokens were not enough (--answer-room, “Room to think”)"


@dataclass
class LlmRouter:
    """Asks a provider about tickets; the engine decides when.

    outgoing: what of a ticket may leave this machine; masking belongs there.
    price: None when nobody knows it; costs then count as zero and `warnings` says so.
    extra_tokens: room for an answer beside its category; reasoning models need thousands. Where
        answers are cut off, the room grows by itself and stays so.
    """

    provider: Provider
    identity: str
    taxonomy: Taxonomy
    outgoing: Callable[[Ticket], OutgoingTicket] = as_it_is
    prompt: Prompt = field(default_factory=default_prompt)
    examples: Examples = field(default_factory=NoExamples)
    price: Price | None = FREE
    pack: int = 1
    extra_tokens: int = 0

    def __post_init__(self) -> None:
        self._reader = Reader(self.taxonomy.names)
        # Unique without asking the system for randomness at every request.
        self._stem, self._number = uuid4().hex, count()
        self._counting = Counting(self.prompt, self.taxonomy, self.extra_tokens)

    @property
    def name(self) -> str:
        """Provider and model."""
        return f"{self.provider.name} · {self.provider.model}"

    @cached_property
    def fingerprint(self) -> str:
        """Hash of prompt, taxonomy, examples, model and pack size."""
        parts = (
            RECIPE, self.identity, self.examples.fingerprint, str(self.pack),
            repr(sorted(self.prompt.to_settings().items())), self._counting.system(())[0],
        )  # fmt: skip
        return _hash(*parts)

    @property
    def limits_id(self) -> str:
        """What shares one set of limits: endpoint, model and account."""
        return self.provider.limits_id

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a user should know before trusting the answers."""
        unpriced = (
            f"The price of {self.provider.model} is not known, so costs are shown as zero; "
            "enter its price per million tokens."
        )
        return (unpriced,) if self.price is None else ()

    def decide_here(self, tickets: Sequence[Ticket]) -> list[Decision]:
        """Nothing: every ticket is asked about."""
        del tickets
        return []

    def question(self, ticket: Ticket) -> Question:
        """The ticket as it leaves this machine, with the hash of all that shapes the answer."""
        sent = self.outgoing(ticket)
        text = shortened(sent.text)
        chosen = tuple(self.examples.for_ticket(ticket))
        among = tuple(self.examples.categories(ticket))
        system, _ = self._counting.system(chosen, among)
        return Question(
            key=_hash(self.fingerprint, system if chosen or among else "", text),
            text=text,
            notes=sent.notes,
            tokens=estimate(text) + 8,
            examples=chosen,
            categories=among,
        )

    def charge(self, pack: Sequence[Question]) -> int:
        """Prompt and answer together: providers count the room asked for, not what is used."""
        return self._counting.prompt(pack) + self._room(len(pack))

    def pledge(self, pack: Sequence[Question], *, batch: bool = False) -> tuple[Attempt, ...]:
        """The cost with all the room for the answer used up."""
        usage = Usage(self._counting.worst_prompt(pack), self._room(len(pack)))
        completion = Completion("", finish="lost", usage=usage)
        nothing = [ParsedAnswer(None)] * len(pack)
        request = f"{self._stem}{next(self._number):x}"
        ids = [f"{request}-{place}" for place in range(1, len(pack) + 1)]
        attempts = self._attempts(pack, ids, completion, nothing, seconds=0.0, batch=batch)
        return tuple(replace(attempt, certain=False) for attempt in attempts)

    def instruction_tokens(self, ticket: Ticket | None = None) -> int:
        """Prompt tokens that a request has whatever tickets are in it."""
        examples = tuple(self.examples.for_ticket(ticket)) if ticket else ()
        among = tuple(self.examples.categories(ticket)) if ticket else ()
        return self._counting.system(examples, among)[1]

    def likely_answer_tokens(self, tickets: int) -> int:
        """Tokens an answer usually has."""
        return self._counting.likely_answer(tickets)

    async def ask(
        self, pack: Sequence[Question], pledged: Sequence[Attempt], earlier: Sequence[Attempt]
    ) -> Reply | Failure:
        """Ask once; one attempt per question comes back, good or bad."""
        started = perf_counter()
        bad = any(attempt.problem and attempt.category is None for attempt in earlier)
        while True:
            chat = self.chat_request(pack, again=bad)
            completion = await self.provider.complete(chat)
            if not isinstance(completion, Failure):
                break
            if not (_too_much_room(completion) and self._counting.shrink(chat.max_tokens)):
                return completion
        ids = [pledge.id for pledge in pledged]
        seconds = perf_counter() - started
        return Reply(self.attempts(pack, ids, completion, chat, seconds=seconds), completion.limits)

    def attempts(
        self,
        pack: Sequence[Question],
        ids: Sequence[str],
        completion: Completion,
        chat: ChatRequest,
        *,
        seconds: float,
        batch: bool = False,
    ) -> tuple[Attempt, ...]:
        """What was said about each question, good or bad, with its share of the cost."""
        self._counting.learn(pack, completion.usage)
        parsed = self._reader.read(completion, len(pack))
        if any(answer.problem == CUT for answer in parsed):
            self._counting.grow(chat.max_tokens)
        checked = [self._checked(answer, chat) for answer in parsed]
        return self._attempts(pack, ids, completion, checked, seconds=seconds, batch=batch)

    def _checked(self, answer: ParsedAnswer, chat: ChatRequest) -> ParsedAnswer:
        """Where probabilities were hoped for and none came, the model is asked how sure it is."""
        if answer.problem == CUT:
            room = OUT_OF_ROOM.format(cut=CUT, room=chat.max_tokens)
            return replace(answer, problem=room)
        told = answer.confidence is not None or self.provider.abilities.logprobs
        if answer.category is None or told or chat.stated:
            return answer
        return replace(answer, problem=UNSURE)

    def chat_request(self, pack: Sequence[Question], *, again: bool = False) -> ChatRequest:
        """The request for these questions."""
        abilities = self.provider.abilities
        stated = not abilities.logprobs
        texts = [question.text for question in pack]
        return ChatRequest(
            system=self._counting.of(pack)[0],
            user=self.prompt.user(
                texts, schema=abilities.form == "schema", stated=stated, again=again
            ),
            max_tokens=self._room(len(pack)),
            schema=answer_schema(
                pack[0].categories or self.taxonomy.names, len(pack), stated=stated
            ),
            stated=stated,
        )

    def decide(self, question: Question, attempts: Sequence[Attempt]) -> Answer | None:
        """The first usable answer; after three unusable ones the ticket goes to a person.

        An answer without a confidence counts when asking once more has brought no better one.
        """
        return settled(question, attempts, self.name)

    def _attempts(
        self,
        pack: Sequence[Question],
        ids: Sequence[str],
        completion: Completion,
        answers: Sequence[ParsedAnswer],
        *,
        seconds: float,
        batch: bool,
    ) -> tuple[Attempt, ...]:
        usage = completion.usage or Usage(self._counting.prompt(pack), estimate(completion.text))
        price = self.price.batched() if self.price and batch else self.price
        return Shared(
            completion, usage, price.cost(usage) if price else 0.0, seconds,
            completion.model or self.provider.model,
        ).attempts(pack, ids, answers)  # fmt: skip

    def _room(self, tickets: int) -> int:
        return self._counting.room(tickets, stated=not self.provider.abilities.logprobs)

    async def close(self) -> None:
        """Give connections free."""
        await self.provider.close()


def _too_much_room(failure: Failure) -> bool:
    """Whether the server complains about the room for the answer."""
    return failure.trouble is Trouble.REQUEST and "tokens" in failure.message


def _hash(*parts: str) -> str:
    whole = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(whole, digest_size=16).hexdigest()
