"""The two Protocols routers answer to: those that compute here, and those that ask elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from routing.attempt import Attempt, Failure, Question, Reply
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


@runtime_checkable
class RemoteRouter(Protocol):
    """What asks a provider; the engine decides when, how often and at what price.

    pack: how many questions go into one request, from 1.
    """

    pack: int

    @property
    def name(self) -> str:
        """The name shown to people, for example `openai · gpt-4.1-mini`."""
        ...

    @property
    def fingerprint(self) -> str:
        """Hash of everything that determines the answers."""
        ...

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a user should know before trusting the answers, one plain sentence each."""
        ...

    def question(self, ticket: Ticket) -> Question:
        """What is asked about the ticket, with everything private taken out."""
        ...

    def charge(self, pack: Sequence[Question]) -> int:
        """Tokens the provider will count against its limit for this request, estimated."""
        ...

    def worst_cost(self, pack: Sequence[Question]) -> float:
        """The most this request may cost, in US dollars, as far as can be known before."""
        ...

    async def ask(self, pack: Sequence[Question], earlier: Sequence[Attempt]) -> Reply | Failure:
        """Ask once. `earlier` are the unusable answers to these questions so far."""
        ...

    def lost(self, pack: Sequence[Question], seconds: float) -> tuple[Attempt, ...]:
        """What a request that was given up may have been charged for; never usable."""
        ...

    def decide(self, question: Question, attempts: Sequence[Attempt]) -> Decision | None:
        """The decision these answers lead to (ticket key 0), None when it must be asked again."""
        ...

    async def close(self) -> None:
        """Give connections free."""
        ...
