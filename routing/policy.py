"""The policy: which decisions are auto-routed and which wait for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from routing.decision import Decision, Disposition
from routing.taxonomy import UNKNOWN, Taxonomy


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds, and the categories that always want a person.

    threshold: confidence from 0 to 1 at or above which a decision is auto-routed; None where no
        confidence is high enough, so that a person decides.
    thresholds: the same per category, where it differs.
    always_review: categories that are never auto-routed.

    >>> from routing.decision import Decision
    >>> sure = Decision(1, "Billing", confidence=0.9, router="embedded")
    >>> Policy(threshold=0.8).dispose(sure).disposition.value
    'auto'
    >>> Policy(threshold=0.95).dispose(sure).review_reason
    'confidence 0.90 is below the threshold 0.95'
    """

    threshold: float | None = 0.7
    thresholds: Mapping[str, float | None] = field(default_factory=dict)
    always_review: frozenset[str] = frozenset()

    @classmethod
    def for_taxonomy(cls, taxonomy: Taxonomy, threshold: float = 0.7) -> Policy:
        """The default policy: one threshold, and every high-risk category goes to a person."""
        risky = frozenset(c.name for c in taxonomy.categories if c.risk == "high")
        return cls(threshold=threshold, always_review=risky)

    def dispose(self, decision: Decision) -> Decision:
        """The decision with its disposition and, when a person is wanted, the reason why."""
        if decision.error:
            return decision.disposed(Disposition.REVIEW, decision.error)
        if decision.category == UNKNOWN:
            return decision.disposed(Disposition.UNKNOWN, "the router could not place it")
        why = self._why_review(decision)
        return decision.disposed(Disposition.REVIEW if why else Disposition.AUTO, why)

    def _why_review(self, decision: Decision) -> str | None:
        category = decision.category
        if category in self.always_review:
            return f"a person checks every ticket of {category}"
        threshold = self.thresholds.get(category, self.threshold)
        if threshold is None:
            return f"{category} was not right often enough to go without a person"
        if decision.confidence < threshold:
            return f"confidence {decision.confidence:.2f} is below the threshold {threshold:.2f}"
        return None
