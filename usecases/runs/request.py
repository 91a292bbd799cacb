"""Everything a run is asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from routing.engine.decision_writer import DecidesDisposition
from routing.intake.values.cleaning import Cleaning, clean
from routing.policy import Policy
from routing.rollout import Rollout
from routing.routers.cascade import CascadeRule
from routing.routers.embedded.decisions import NAME as EMBEDDED
from routing.routers.embedded.tuning import CAREFUL, FAST, Pace
from routing.routers.llm.request import LlmRequest
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

# What is auto-routed before anyone has chosen: a start to measure by, no promise.
DEFAULT_THRESHOLD: Final = 0.5


@dataclass(frozen=True, slots=True)
class RunRequest:
    """Everything a run is asked for; kept with the run so that it can be resumed.

    threshold: confidence at or above which a decision is auto-routed, whatever the policy of the
        workspace says; None to route by that policy.
    review_high_risk: categories of high risk always wait for a person, under a threshold or where
        the workspace has no policy.
    cleaning: quoted mail trails, signatures and stray white space are left out.
    sample: how many tickets to look at, the same share of every category; None for all.
    llm: what is asked of a provider, for the routers that have one.
    cascade: the embedded router answers what it is sure of, and only the rest is asked of `llm`.
    fast: the embedded router reads more tickets by their words alone, at a small loss.
    recorded: the recording whose answers are given again, in place of asking a router.
    pace: tickets a second at most, so that a person can watch; None for as fast as can be.
    """

    router: str = "embedded"
    threshold: float | None = None
    review_high_risk: bool = True
    cleaning: bool = True
    sample: int | None = None
    llm: LlmRequest | None = None
    cascade: CascadeRule | None = None
    fast: bool = False
    recorded: str | None = None
    pace: float | None = None

    @property
    def embedded_pace(self) -> Pace:
        """What accuracy the embedded router may lose to be fast."""
        return FAST if self.fast else CAREFUL

    def tickets_of(self, count: int) -> int:
        """How many tickets of so many the run is about."""
        return min(count, self.sample or count)

    def what_is_sent(self) -> str:
        """All that shapes what is sent and answered, as one key; not how many, nor how fast."""
        llm = None
        if self.llm:
            how = {"pack": self.llm.pack, "batch": self.llm.batch}
            llm = {**self.llm.answer_settings(), **how}
        return json.dumps({**self.to_settings(), "sample": None, "llm": llm}, sort_keys=True)

    def to_settings(self) -> dict[str, Any]:
        """The request as JSON can hold it."""
        return {
            "router": self.router,
            "threshold": self.threshold,
            "review_high_risk": self.review_high_risk,
            "cleaning": self.cleaning,
            "sample": self.sample,
            "llm": self.llm.to_settings() if self.llm else None,
            "cascade": self.cascade.to_settings() if self.cascade else None,
            "fast": self.fast,
            **({"recorded": self.recorded, "pace": self.pace} if self.recorded else {}),
        }

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> RunRequest:
        """Read `to_settings` back."""
        values = dict(settings)
        llm, rule = values.pop("llm", None), values.pop("cascade", None)
        return cls(
            **values,
            llm=LlmRequest.from_settings(llm) if llm else None,
            cascade=CascadeRule.from_settings(rule) if rule else None,
        )

    def policy(self, taxonomy: Taxonomy) -> Policy:
        """The policy the run routes by where the workspace has none."""
        if self.cascade:
            return self.cascade.second(self.by_hand(taxonomy))
        threshold = DEFAULT_THRESHOLD if self.threshold is None else self.threshold
        if self.review_high_risk:
            return Policy.for_taxonomy(taxonomy, threshold)
        return Policy(threshold).within(taxonomy)

    def applied_policy(self, taxonomy: Taxonomy, rollout: Rollout) -> DecidesDisposition:
        """The same, with the threshold of each stage where the run is a cascade."""
        if self.cascade:
            own = self.cascade.policy(EMBEDDED, self.by_hand(taxonomy))
            return replace(own, rollout=rollout)
        return replace(self.policy(taxonomy), rollout=rollout)

    def by_hand(self, taxonomy: Taxonomy) -> frozenset[str]:
        """The categories that always wait for a person."""
        return Policy.for_taxonomy(taxonomy).always_review if self.review_high_risk else frozenset()

    def text(self, ticket: Ticket) -> str:
        """What the router reads of a ticket."""
        return clean(ticket.text, Cleaning()) if self.cleaning else ticket.text
