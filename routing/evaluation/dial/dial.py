"""The precision dial: what was asked, the thresholds that were found, and what they keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from routing.confidence_map import ConfidenceMap
from routing.evaluation.statistics.intervals import Measured
from routing.policy import Policy


@dataclass(frozen=True, slots=True)
class Part:
    """The answer for the tickets that share one asked precision.

    category: the category with a target of its own, None for all the others together.
    threshold: None where no threshold meets the target; then `reason` says why.
    guaranteed: lower bound of the precision at or above the threshold.
    n: labelled tickets predicted so. auto: those at or above the threshold.
    more_needed: further tickets of that kind that would settle it (at least, where `n` is too
        small for any), None where more would hardly help.
    """

    category: str | None
    asked: float
    n: int
    threshold: float | None = None
    guaranteed: float | None = None
    auto: int = 0
    reason: str | None = None
    more_needed: int | None = None


@dataclass(frozen=True, slots=True)
class Dial:
    """What was asked and what can be had.

    coverage: share of all tickets that the thresholds auto-route.
    parts: the common threshold first, then the categories with a target of their own.
    thresholds: per predicted category; None where a person decides.
    check: what `achieved` is asked of; it takes longer than finding the thresholds.
    withheld: why nothing is promised although thresholds were found; None where it is.
    calibrations: what brought the confidences to the probabilities that thresholds are about.
    """

    asked: float
    confidence_level: float
    coverage: Measured
    parts: tuple[Part, ...]
    thresholds: Mapping[str, float | None]
    always_review: frozenset[str] = field(default_factory=frozenset)
    withheld: str | None = None
    check: Callable[[], Measured | None] = field(default=lambda: None, repr=False, compare=False)
    calibrations: Mapping[str, ConfidenceMap] = field(default_factory=dict)

    @property
    def achieved(self) -> Measured | None:
        """Precision among tickets auto-routed by thresholds chosen without them.

        None where none was auto-routed.
        """
        return self.check()

    @property
    def threshold(self) -> float | None:
        """The threshold for every category without a target of its own."""
        return self.parts[0].threshold

    @property
    def is_met(self) -> bool:
        """Whether any ticket may be auto-routed as promised."""
        return self.has_threshold and self.withheld is None

    @property
    def has_threshold(self) -> bool:
        """Whether any threshold was found, promised or not."""
        return any(part.threshold is not None for part in self.parts)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why targets cannot be met, in words; empty when all are."""
        why = (self.withheld, *(part.reason for part in self.parts))
        return tuple(reason for reason in why if reason)

    def without_promise(self, why: str | None) -> Dial:
        """The same thresholds, with nothing promised of them; None leaves the promise."""
        return replace(self, withheld=why) if why else self

    def policy(self) -> Policy:
        """The policy that carries the thresholds out; what has none goes to a person."""
        own = {part.category: part.threshold for part in self.parts[1:] if part.category}
        return Policy(self.threshold, own, self.always_review, calibrations=self.calibrations)
