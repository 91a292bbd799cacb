"""The two stages at work: what the first router is sure of is settled, the rest is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from jobs import Control, Meter
from routing.attempt import Attempt, Failure, Question, Reply
from routing.decision import Decision, Disposition
from routing.engine.disposing import Disposing
from routing.engine.journal import Journal
from routing.policy import Policy
from routing.routers.router import RemoteRouter, Router
from routing.ticket import Ticket


def settle(
    journal: Journal, router: Router, policy: Policy, control: Control, meter: Meter
) -> None:
    """Write what the first router may decide alone; the rest stays pending for the second.

    A ticket is settled where the policy auto-routes the answer, and where its category goes to a
    person however sure any router is.
    """
    decided, total = journal.size()
    meter.begin("Settling what is certain", total, decided)
    disposing = Disposing(policy)
    for tickets in disposing.watch(journal.pending()):
        control.checkpoint()
        disposed = [disposing.dispose(decision) for decision in router.route(tickets)]
        journal.write([d for d in disposed if _is_settled(d, policy)])
        meter.add(len(tickets))


def _is_settled(decision: Decision, policy: Policy) -> bool:
    by_hand = decision.category in policy.always_review and not decision.error
    threshold = policy.threshold
    sure = threshold is not None and decision.confidence >= threshold
    return decision.disposition is Disposition.AUTO or (by_hand and sure)


class CascadeRouter:
    """The second stage: the remote router, known by both that take part."""

    def __init__(self, first: Router, second: RemoteRouter) -> None:
        self._first = first
        self._second = second
        self.pack = second.pack

    @property
    def name(self) -> str:
        """The name shown to people."""
        return f"{self._first.name}, then {self._second.name}"

    @property
    def fingerprint(self) -> str:
        """Hash of everything that determines the answers of either."""
        both = f"{self._first.fingerprint}\0{self._second.fingerprint}"
        return hashlib.blake2b(both.encode(), digest_size=16).hexdigest()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a user should know of either."""
        return (*self._first.warnings, *self._second.warnings)

    def question(self, ticket: Ticket) -> Question:
        """What the second router is asked."""
        return self._second.question(ticket)

    def charge(self, pack: Sequence[Question]) -> int:
        """Tokens the provider will count."""
        return self._second.charge(pack)

    def worst_cost(self, pack: Sequence[Question]) -> float:
        """The most the request may cost, in US dollars."""
        return self._second.worst_cost(pack)

    async def ask(self, pack: Sequence[Question], earlier: Sequence[Attempt]) -> Reply | Failure:
        """Ask the second router once."""
        return await self._second.ask(pack, earlier)

    def lost(self, pack: Sequence[Question], seconds: float) -> tuple[Attempt, ...]:
        """What a request that was given up may have been charged for."""
        return self._second.lost(pack, seconds)

    def decide(self, question: Question, attempts: Sequence[Attempt]) -> Decision | None:
        """The decision these answers lead to."""
        return self._second.decide(question, attempts)

    async def close(self) -> None:
        """Give connections free."""
        await self._second.close()
