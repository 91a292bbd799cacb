"""The two stages at work: what the first router is sure of stands, only the rest is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from routing.attempt import Answer, Attempt, Failure, Question, Reply
from routing.decision import Decision, Disposition
from routing.policy import Policy
from routing.routers.router import RemoteRouter, Router
from routing.signs.detection import signs_of
from routing.ticket import Ticket


class _Stages:
    """What both kinds of cascade have: a first router, and the policy for its answers."""

    def __init__(self, first: Router, second: Router | RemoteRouter, policy: Policy) -> None:
        self.first = first
        self._then = second
        self._policy = policy

    @property
    def name(self) -> str:
        """The name shown to people."""
        return f"{self.first.name}, then {self._then.name}"

    @property
    def fingerprint(self) -> str:
        """Hash of everything that determines the answers of either."""
        both = f"{self.first.fingerprint}\0{self._then.fingerprint}"
        return hashlib.blake2b(both.encode(), digest_size=16).hexdigest()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a user should know of either."""
        return (*self.first.warnings, *self._then.warnings)

    def decide_here(self, tickets: Sequence[Ticket]) -> list[Decision]:
        """What the first router may decide alone.

        That is what its policy auto-routes, and what goes to a person however sure any router is.
        """
        decisions = zip(self.first.route(tickets), tickets, strict=True)
        return [decision for decision, ticket in decisions if self._stands(decision, ticket)]

    def _stands(self, decision: Decision, ticket: Ticket) -> bool:
        signs = (*signs_of(ticket.text), *decision.signs)
        disposed = self._policy.dispose(replace(decision, signs=signs))
        by_hand = decision.category in self._policy.always_review and not decision.error
        threshold = self._policy.threshold
        sure = threshold is not None and decision.confidence >= threshold
        return disposed.disposition is Disposition.AUTO or (by_hand and sure)


class LocalCascade(_Stages):
    """A cascade whose second router computes here, too.

    policy: for the answers of the first router.
    """

    def __init__(self, first: Router, second: Router, policy: Policy) -> None:
        super().__init__(first, second, policy)
        self._second = second

    def route(self, tickets: Sequence[Ticket]) -> list[Decision]:
        """One decision per ticket, of whichever stage it is."""
        found = {decision.ticket_key: decision for decision in self.decide_here(tickets)}
        rest = [ticket for ticket in tickets if ticket.key not in found]
        if rest:
            found |= {decision.ticket_key: decision for decision in self._second.route(rest)}
        return [found[ticket.key] for ticket in tickets]


class CascadeRouter(_Stages):
    """A cascade whose second router asks a provider.

    policy: for the answers of the first router.
    """

    def __init__(self, first: Router, second: RemoteRouter, policy: Policy) -> None:
        super().__init__(first, second, policy)
        self._second = second
        self.pack = second.pack

    @property
    def second(self) -> RemoteRouter:
        """The router that is asked about the rest."""
        return self._second

    @property
    def limits_id(self) -> str:
        """The limits of the endpoint that is asked."""
        return self._second.limits_id

    def question(self, ticket: Ticket) -> Question:
        """What the second router is asked."""
        return self._second.question(ticket)

    def charge(self, pack: Sequence[Question]) -> int:
        """Tokens the provider will count."""
        return self._second.charge(pack)

    def pledge(self, pack: Sequence[Question]) -> tuple[Attempt, ...]:
        """What each question may cost at most."""
        return self._second.pledge(pack)

    async def ask(
        self, pack: Sequence[Question], pledged: Sequence[Attempt], earlier: Sequence[Attempt]
    ) -> Reply | Failure:
        """Ask the second router once."""
        return await self._second.ask(pack, pledged, earlier)

    def decide(self, question: Question, attempts: Sequence[Attempt]) -> Answer | None:
        """What these attempts settle the question with."""
        return self._second.decide(question, attempts)

    async def close(self) -> None:
        """Give connections free."""
        await self._second.close()
