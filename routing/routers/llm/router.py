"""The LLM router: a ticket becomes a prompt, what the model says becomes a decision."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, field
from functools import cached_property
from itertools import count
from time import perf_counter
from typing import Final
from uuid import uuid4

from routing.attempt import Attempt, Failure, Question, Reply
from routing.decision import Decision
from routing.routers.llm.answer_parsing import CUT, Answer, Reader
from routing.routers.llm.outgoing_ticket import Examples, NoExamples, Sent, as_it_is, shortened
from routing.routers.llm.pricing import FREE, Price
from routing.routers.llm.prompt import Prompt, default_prompt
from routing.routers.llm.provider import Provider, Said, Usage, Wanted
from routing.routers.llm.schema import answer_schema
from routing.routers.llm.token_calibration import Counting
from routing.routers.llm.token_estimate import estimate
from routing.taxonomy import UNKNOWN, Taxonomy
from routing.ticket import Ticket

# The recipe is part of every key: raise it when the same prompt would be asked differently.
RECIPE: Final = "1"
MAX_ANSWERS: Final = 3
RAW_KEPT: Final = 500
MEASURED: Final = "Confidence from the model's token probabilities; not calibrated."
STATED: Final = "Confidence as the model states it; not calibrated."
NOT_STATED: Final = "The model gave no confidence."
NO_TEXT: Final = "the ticket has no text"


@dataclass
class LlmRouter:
    """Asks a provider about tickets; the engine decides when.

    outgoing: what of a ticket may leave this machine; masking belongs there.
    price: None when nobody knows it; costs then count as zero and `warnings` says so.
    extra_tokens: room for an answer beside its category; reasoning models need thousands.
    """

    provider: Provider
    identity: str
    taxonomy: Taxonomy
    outgoing: Callable[[Ticket], Sent] = as_it_is
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
    def warnings(self) -> tuple[str, ...]:
        """What a user should know before trusting the answers."""
        unpriced = (
            f"The price of {self.provider.model} is not known, so costs are shown as zero; "
            "enter its price per million tokens."
        )
        return (unpriced,) if self.price is None else ()

    def question(self, ticket: Ticket) -> Question:
        """The ticket as it leaves this machine, with the hash of all that shapes the answer."""
        sent = self.outgoing(ticket)
        text = shortened(sent.text)
        chosen = tuple(self.examples.for_ticket(ticket))
        system, _ = self._counting.system(chosen)
        return Question(
            key=_hash(self.fingerprint, system if chosen else "", text),
            text=text,
            notes=sent.notes,
            tokens=estimate(text) + 8,
            examples=chosen,
        )

    def charge(self, pack: Sequence[Question]) -> int:
        """Prompt and answer together: providers count the room asked for, not what is used."""
        return self._counting.prompt(pack) + self._room(len(pack))

    def worst_cost(self, pack: Sequence[Question]) -> float:
        """All the room for the answer used up."""
        if self.price is None:
            return 0.0
        return self.price.cost(Usage(self._counting.prompt(pack), self._room(len(pack))))

    def instruction_tokens(self, ticket: Ticket | None = None) -> int:
        """Prompt tokens that a request has whatever tickets are in it."""
        examples = tuple(self.examples.for_ticket(ticket)) if ticket else ()
        return self._counting.system(examples)[1]

    def likely_answer_tokens(self, tickets: int) -> int:
        """Tokens an answer usually has."""
        return self._counting.likely_answer(tickets)

    async def ask(self, pack: Sequence[Question], earlier: Sequence[Attempt]) -> Reply | Failure:
        """Ask once; one attempt per question comes back, good or bad."""
        cut = any(attempt.problem == CUT for attempt in earlier)
        started = perf_counter()
        said = await self.provider.complete(self.wanted(pack, again=bool(earlier), more_room=cut))
        if isinstance(said, Failure):
            return said
        return Reply(self.attempts(pack, said, perf_counter() - started), said.limits)

    def attempts(self, pack: Sequence[Question], said: Said, seconds: float) -> tuple[Attempt, ...]:
        """What was said about each question, good or bad, with its share of the cost."""
        self._counting.learn(pack, said.usage)
        return self._attempts(pack, said, self._reader.read(said, len(pack)), seconds)

    def wanted(
        self, pack: Sequence[Question], *, again: bool = False, more_room: bool = False
    ) -> Wanted:
        """The request for these questions."""
        abilities = self.provider.abilities
        stated = not abilities.logprobs
        texts = [question.text for question in pack]
        return Wanted(
            system=self._counting.system(pack[0].examples)[0],
            user=self.prompt.user(
                texts, schema=abilities.form == "schema", stated=stated, again=again
            ),
            most_tokens=self._room(len(pack)) * (4 if more_room else 1),
            schema=answer_schema(self.taxonomy.names, len(pack), stated=stated),
        )

    def lost(self, pack: Sequence[Question], seconds: float) -> tuple[Attempt, ...]:
        """What a request that was given up may have been charged for; no answer to anything."""
        said = Said("", finish="lost")
        return self._attempts(pack, said, [Answer(None)] * len(pack), seconds)

    def decide(self, question: Question, attempts: Sequence[Attempt]) -> Decision | None:
        """The first usable answer; after three unusable ones the ticket goes to a person."""
        if not question.text:
            return Decision(0, UNKNOWN, confidence=0.0, router=self.name, reason=NO_TEXT)
        good = next((a for a in attempts if a.category is not None), None)
        bad = [a for a in attempts if a.problem]
        if good is None and len(bad) < MAX_ANSWERS:
            return None
        answered = good or bad[-1]
        return Decision(
            ticket_key=0,
            category=answered.category or UNKNOWN,
            confidence=answered.confidence,
            router=self.name,
            alternatives=answered.alternatives,
            reason=" ".join((answered.reason, *question.notes)).strip(),
            input_tokens=sum(a.input_tokens for a in attempts),
            output_tokens=sum(a.output_tokens for a in attempts),
            cached_tokens=sum(a.cached_tokens for a in attempts),
            cost_usd=sum(a.cost_usd for a in attempts if a.certain),
            latency_seconds=answered.latency_seconds,
            error=None if good else answered.problem,
        )

    def _attempts(
        self, pack: Sequence[Question], said: Said, answers: Sequence[Answer], seconds: float
    ) -> tuple[Attempt, ...]:
        usage = said.usage or Usage(self._counting.prompt(pack), estimate(said.text))
        cost = self.price.cost(usage) / len(pack) if self.price else 0.0
        request = f"{self._stem}{next(self._number):x}"
        shares = zip(*(_split(n, len(pack)) for n in astuple(usage)), strict=True)
        return tuple(
            Attempt(
                id=f"{request}-{place}",
                key=question.key,
                category=answer.category,
                confidence=answer.confidence or 0.0,
                alternatives=answer.alternatives,
                reason=_reason(answer),
                problem=answer.problem,
                raw=said.text[:RAW_KEPT] if place == 1 or answer.problem else "",
                model=said.model or self.provider.model,
                input_tokens=share[0],
                output_tokens=share[1],
                cached_tokens=share[2],
                cost_usd=cost,
                certain=said.usage is not None,
                latency_seconds=seconds,
            )
            for place, (question, answer, share) in enumerate(
                zip(pack, answers, shares, strict=True), 1
            )
        )

    def _room(self, tickets: int) -> int:
        return self._counting.room(tickets, stated=not self.provider.abilities.logprobs)

    async def close(self) -> None:
        """Give connections free."""
        await self.provider.close()


def _reason(answer: Answer) -> str:
    if answer.category is None:
        return ""
    if answer.measured:
        return MEASURED
    return NOT_STATED if answer.confidence is None else STATED


def _split(number: int, parts: int) -> list[int]:
    """A whole number in nearly equal parts that add up to it.

    >>> _split(7, 3)
    [3, 2, 2]
    """
    each, rest = divmod(number, parts)
    return [each + (place < rest) for place in range(parts)]


def _hash(*parts: str) -> str:
    whole = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(whole, digest_size=16).hexdigest()
