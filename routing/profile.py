"""A routing profile: all that answers depend on, with the evidence it was proven with.

What was proven on history goes into production as one immutable artefact: it answers without a
workspace, and it holds no key and, unless asked, no text of a ticket.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from routing.decision import Decision
from routing.engine import Terms, answer, answer_one
from routing.engine.decision_writer import AppliedPolicy, DecidesDisposition
from routing.errors import RouterError
from routing.evaluation.statistics.intervals import Measured
from routing.fields.head import FieldHead
from routing.intake.values.cleaning import Cleaning, clean
from routing.policy import Policy
from routing.policy_record import to_record
from routing.rollout import Rollout
from routing.routers.cascade import CascadeRouter, CascadeRule, LocalCascade
from routing.routers.embedded import EmbeddedRouter
from routing.routers.embedded.decisions import NAME as EMBEDDED
from routing.routers.embedded.embedder import Embeds
from routing.routers.embedded.trained_model import TrainedModel
from routing.routers.llm.keys import Keys
from routing.routers.llm.request import LlmRequest
from routing.routers.router import RemoteRouter, Router
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

NO_KEYS: Final = Keys()


@dataclass(frozen=True, slots=True)
class Proof:
    """What a profile was measured at.

    run: which run measured it, in words. n: labelled tickets, each answered by what had not
    learned from it. promise: the precision that the dial vouched for; None where nothing is
    promised. withheld: why not.
    """

    run: str
    n: int
    accuracy: Measured | None = None
    selective_accuracy: Measured | None = None
    coverage: Measured | None = None
    promise: float | None = None
    withheld: str | None = None


@dataclass(frozen=True, slots=True)
class RoutingProfile:
    """Taxonomy, policy, router, prompt, cleaning and masking, and the evidence.

    trained: the embedded router, where one takes part. llm: what is asked of a model, where one
    is. cascade: the thresholds of both, where there are both. examples: labelled tickets that a
    prompt shows, as they may leave this machine. fields: what is filled beside the category.
    """

    taxonomy: Taxonomy
    policy: Policy
    trained: TrainedModel | None = None
    llm: LlmRequest | None = None
    cascade: CascadeRule | None = None
    cleaning: bool = True
    examples: tuple[Ticket, ...] = field(default=(), repr=False)
    proof: Proof | None = None
    fields: tuple[FieldHead, ...] = ()

    def __post_init__(self) -> None:
        if self.trained is None and self.llm is None:
            raise RouterError("A profile needs a router; route the tickets first.")

    @property
    def router(self) -> str:
        """What kind of router it is: `embedded`, `cascade`, or the provider's name."""
        if self.llm is None:
            return EMBEDDED
        return "cascade" if self.cascade else self.llm.kind

    @property
    def fingerprint(self) -> str:
        """Hash of all that answers depend on: not of the evidence, nor of what may be spent."""
        llm = self.llm.answer_settings() if self.llm else None
        shown = [[ticket.id, ticket.text, ticket.category] for ticket in self.examples]
        told = [
            self.taxonomy.to_toml(), to_record(self.policy), self.cleaning, llm, shown,
            self.trained.fingerprint if self.trained else None,
            self.cascade.to_settings() if self.cascade else None,
            # Left out where there are none, so that profiles of before keep their fingerprint.
            *(each.fingerprint for each in self.fields),
        ]  # fmt: skip
        content = json.dumps(told, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def applied_policy(self) -> DecidesDisposition:
        """The policy, with the threshold of each stage where it is a cascade.

        A policy that was set since, by the dial or by hand, is about the answers of both stages.
        """
        by_hand = self.policy.always_review
        planned = replace(self.policy, parents={}, rollout=Rollout())
        if self.cascade and planned == self.cascade.second(by_hand):
            return replace(self.cascade.policy(EMBEDDED, by_hand), rollout=self.policy.rollout)
        return self.policy

    def under(self, policy: Policy) -> RoutingProfile:
        """The same router under another policy; its evidence does not carry over."""
        return replace(self, policy=policy, proof=None)

    def proven(self, proof: Proof) -> RoutingProfile:
        """The same profile with its evidence."""
        return replace(self, proof=proof)

    def open(
        self, keys: Keys = NO_KEYS, limits: Terms | None = None, embedder: Embeds | None = None
    ) -> OpenProfile:
        """The profile ready to answer; open it once and share it.

        keys: of the providers, for routers that ask one; none is kept. limits: what it may use.
        embedder: the embedding model of this process, for routers that were trained with one.

        Raises RouterError when a key, a model or an address is missing.
        """
        return OpenProfile(self, self.build(keys, embedder), limits or Terms())

    def build(self, keys: Keys = NO_KEYS, embedder: Embeds | None = None) -> Router | RemoteRouter:
        """The router of the profile; raises RouterError when something it needs is missing."""
        first = EmbeddedRouter(self.trained, embedder, text=self.text) if self.trained else None
        second = self._model(keys)
        if second is None or first is None:
            return second or first or self._nothing()
        rule = (self.cascade or CascadeRule(None, None)).first(self.policy.always_review)
        if isinstance(second, RemoteRouter):
            return CascadeRouter(first, second, rule)
        return LocalCascade(first, second, rule)

    def text(self, ticket: Ticket) -> str:
        """What the router reads of a ticket."""
        return clean(ticket.text, Cleaning()) if self.cleaning else ticket.text

    def filled(self, decision: Decision, ticket: Ticket) -> Decision:
        """The decision on a ticket with the values of the fields."""
        if not self.fields:
            return decision
        text = self.text(ticket)
        return replace(decision, fields=tuple(each.fill(ticket, text) for each in self.fields))

    def _model(self, keys: Keys) -> Router | RemoteRouter | None:
        if self.llm is None:
            return None
        # Slow to import, and wanted only where a model is asked.
        from routing.routers.llm.building import (  # noqa: PLC0415
            llm_router,
            transformers_router,
        )

        if self.llm.declared.is_remote:
            return llm_router(self.llm, keys, self.taxonomy.leaves(), self.examples, self.text)
        return transformers_router(self.llm, keys, self.taxonomy.leaves(), self.text)

    def _nothing(self) -> Router:  # pragma: no cover - a profile without a router is never made
        raise RouterError("A profile needs a router; route the tickets first.")


class OpenProfile:
    """A profile that answers, from any thread and within any event loop.

    What it answers depends on the ticket and the profile alone.
    """

    def __init__(
        self, profile: RoutingProfile, router: Router | RemoteRouter, limits: Terms
    ) -> None:
        self.profile = profile
        self.router = router
        self._limits = limits

    def route(self, tickets: Sequence[Ticket]) -> list[Decision]:
        """One decision per ticket, in the same order, each with its disposition."""
        # Live tickets may all carry the same key; here each has its place instead.
        placed = [replace(ticket, key=place) for place, ticket in enumerate(tickets)]
        decisions = self._decided(placed)
        return [
            self.profile.filled(replace(decision, ticket_key=ticket.key), ticket)
            for decision, ticket in zip(decisions, tickets, strict=True)
        ]

    def _decided(self, tickets: Sequence[Ticket]) -> list[Decision]:
        policy = self.profile.applied_policy
        if isinstance(self.router, RemoteRouter):
            return answer(self.router, tickets, self._limits, policy)
        applied = AppliedPolicy(policy)
        watched = [ticket for batch in applied.watch(iter([list(tickets)])) for ticket in batch]
        return [applied.dispose(decision) for decision in self.router.route(watched)]

    async def aroute(self, ticket: Ticket) -> Decision:
        """The decision on one ticket, in the event loop that runs."""
        if isinstance(self.router, RemoteRouter):
            policy = self.profile.applied_policy
            decision = await answer_one(self.router, ticket, self._limits, policy)
            return self.profile.filled(decision, ticket)
        (decision,) = await asyncio.to_thread(self.route, [ticket])
        return decision

    def again(self, earlier: Decision, ticket: Ticket) -> Decision:
        """What was answered for another ticket of the same text, as it is for this one.

        What the policy and the fields make of it may hang on more than the text.
        """
        return self.profile.filled(self.profile.applied_policy.dispose(earlier), ticket)

    async def close(self) -> None:
        """Give connections free."""
        if isinstance(self.router, RemoteRouter):
            await self.router.close()
