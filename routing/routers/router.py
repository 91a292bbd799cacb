"""The Protocols routers answer to: those that compute here, and those that ask elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from routing.attempt import Answer, Attempt, Failure, Question, Reply
from routing.decision import Decision
from routing.ticket import Ticket


class Router(Protocol):
    """What turns tickets into routing decisions."""

    @property
    def name(self) -> str:
        """The name shown to people, for example `embedded`."""
        ...

    @property
    def fingerprint(self) -> str:
        """Hash of everything that determines the answers: history, taxonomy, model, options.

        Two routers with one fingerprint give the same answers, so an answer may be reused.
        """
        ...

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a user should know before trusting the answers, one plain sentence each."""
        ...

    def route(self, tickets: Sequence[Ticket]) -> list[Decision]:
        """One decision per ticket, in the same order; a failure is a decision with an error."""
        ...


class Transport(Protocol):
    """A way for questions to reach a provider: live requests, or its Batch API.

    pack: how many questions go into one request at most, from 1.
    """

    pack: int

    def pledge(self, pack: Sequence[Question]) -> tuple[Attempt, ...]:
        """What each question may cost at most, should nobody hear of it again.

        Written down before the request leaves; the answers carry the same ids.
        """
        ...

    async def ask(
        self, pack: Sequence[Question], pledged: Sequence[Attempt], earlier: Sequence[Attempt]
    ) -> Reply | Failure:
        """Ask once. `earlier` are the unusable answers to these questions so far."""
        ...


@runtime_checkable
class RemoteRouter(Transport, Protocol):
    """What asks a provider; the engine decides when, how often and at what price."""

    @property
    def name(self) -> str:
        """The name shown to people, for example `openai · gpt-4.1-mini`."""
        ...

    @property
    def fingerprint(self) -> str:
        """Hash of everything that determines the answers."""
        ...

    @property
    def limits_id(self) -> str:
        """What shares one set of limits: endpoint, model and account; never a key itself."""
        ...

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a user should know before trusting the answers, one plain sentence each."""
        ...

    def decide_here(self, tickets: Sequence[Ticket]) -> list[Decision]:
        """Decisions on those of the tickets that need no request; all others are asked about."""
        ...

    def question(self, ticket: Ticket) -> Question:
        """What is asked about the ticket, with everything private taken out."""
        ...

    def charge(self, pack: Sequence[Question]) -> int:
        """Tokens the provider will count against its limit for this request, estimated."""
        ...

    def decide(self, question: Question, attempts: Sequence[Attempt]) -> Answer | None:
        """What these attempts settle the question with, None when it must be asked again."""
        ...

    async def close(self) -> None:
        """Give connections free."""
        ...


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch at the provider.

    request: the first part of the ids of its answers. asked: the keys of the questions in it.
    done: how many of them are answered. ended: whether nothing more will come.
    problem: one sentence when it was refused as a whole.
    """

    id: str
    request: str
    asked: frozenset[str]
    done: int = 0
    ended: bool = False
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class BatchAnswers:
    """What a batch brought: an attempt or a failure per line, each question once."""

    attempts: tuple[Attempt, ...] = ()
    refused: Mapping[str, Failure] = field(default_factory=dict)


class BatchService(Protocol):
    """The provider's side of a batch.

    All of it raises RouterError when it cannot be asked, and Unavailable when that may pass.
    """

    async def find(self) -> Sequence[Batch]:
        """The batches handed over for this run, also by a process that is gone."""
        ...

    def pledge(self, request: str, question: Question) -> Attempt:
        """What the question may cost in a batch at most, under the id its answer will have."""
        ...

    async def hand_over(self, request: str, questions: Sequence[Question]) -> Batch:
        """Upload the questions and start a batch."""
        ...

    async def look(self, batch: Batch) -> Batch:
        """How far it is."""
        ...

    async def answers(self, batch: Batch, questions: Mapping[str, Question]) -> BatchAnswers:
        """What came back for these questions, good and bad."""
        ...

    async def close(self) -> None:
        """Give connections free."""
        ...
