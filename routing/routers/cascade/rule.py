"""Which stage of a cascade answers a ticket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from routing.decision import Decision
from routing.policy import Policy
from routing.rollout import Rollout


@dataclass(frozen=True, slots=True)
class CascadePolicy:
    """Each answer is judged by the threshold of the router that gave it.

    first_router: the name of the first one, as its decisions carry it.
    rollout: which tickets go to people as before, whichever router answers.
    """

    first_router: str
    first: Policy
    second: Policy
    rollout: Rollout = field(default_factory=Rollout)

    def dispose(self, decision: Decision) -> Decision:
        """The decision with its disposition."""
        policy = self.first if decision.router == self.first_router else self.second
        return replace(policy, rollout=self.rollout).dispose(decision)


@dataclass(frozen=True, slots=True)
class CascadeRule:
    """The two thresholds of a cascade.

    sure: confidence at or above which the first router's answer stands; None: it never does.
    accepted: confidence at or above which the second router's answer goes without a person;
        None: it never does.
    """

    sure: float | None
    accepted: float | None

    def first(self, by_hand: frozenset[str] = frozenset()) -> Policy:
        """The policy for answers of the first router."""
        return Policy(self.sure, {}, by_hand)

    def second(self, by_hand: frozenset[str] = frozenset()) -> Policy:
        """The policy for answers of the second router."""
        return Policy(self.accepted, {}, by_hand)

    def policy(self, first_router: str, by_hand: frozenset[str] = frozenset()) -> CascadePolicy:
        """The policy for the answers of both."""
        return CascadePolicy(first_router, self.first(by_hand), self.second(by_hand))

    def to_settings(self) -> dict[str, Any]:
        """The rule as JSON can hold it."""
        return {"sure": self.sure, "accepted": self.accepted}

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> CascadeRule:
        """Read `to_settings` back.

        >>> CascadeRule.from_settings(CascadeRule(0.8, None).to_settings())
        CascadeRule(sure=0.8, accepted=None)
        """
        return cls(settings["sure"], settings["accepted"])
