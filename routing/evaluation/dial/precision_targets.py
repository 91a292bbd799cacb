"""What people ask of auto-routing: a precision, for some categories another, or a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from routing.evaluation.dial.certify import Flags, Floats
from routing.evaluation.dial.dial import Dial
from routing.evaluation.dial.thresholds import choose_thresholds
from routing.evaluation.statistics.copies import Groups
from routing.evaluation.statistics.intervals import LEVEL
from routing.taxonomy import Taxonomy

ASKED: Final = 0.95


@dataclass(frozen=True, slots=True)
class PrecisionTargets:
    """What is asked of the dial.

    asked: precision from 0 to 1 for every category without a target of its own.
    own: the precision asked of single categories.
    by_hand: categories that a person checks, however sure the router is.
    among: 1 where the precision was asked for; where it was picked among those that can be
        promised, the number that the allowed error is shared among.
    """

    asked: float = ASKED
    own: Mapping[str, float] = field(default_factory=dict)
    by_hand: frozenset[str] = frozenset()
    among: int = 1

    def __hash__(self) -> int:
        return hash((self.asked, frozenset(self.own.items()), self.by_hand, self.among))

    @classmethod
    def for_taxonomy(cls, taxonomy: Taxonomy) -> PrecisionTargets:
        """The targets to begin with: 95 %, and every high-risk category by hand."""
        return cls(by_hand=frozenset(c.name for c in taxonomy.categories if c.risk == "high"))

    def choose(
        self,
        confidence: Floats,
        correct: Flags,
        predicted: Sequence[str],
        groups: Groups | None = None,
    ) -> Dial:
        """The thresholds that meet the targets on these tickets, as far as any do.

        Raises EvaluationError as `choose_thresholds` does.
        """
        return choose_thresholds(
            confidence, correct, predicted, self.asked,
            asked_per_category=self.own, always_review=self.by_hand, groups=groups,
            confidence_level=1 - (1 - LEVEL) / self.among,
        )  # fmt: skip

    def to_record(self) -> dict[str, Any]:
        """The targets as JSON can hold them."""
        return {
            "asked": self.asked, "own": dict(self.own), "by_hand": sorted(self.by_hand),
            "among": self.among,
        }  # fmt: skip

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> PrecisionTargets:
        """Read `to_record` back.

        >>> targets = PrecisionTargets(0.97, {"Refund": 0.99}, frozenset({"Fraud"}))
        >>> PrecisionTargets.from_record(targets.to_record()) == targets
        True
        """
        return cls(
            record["asked"], dict(record["own"]), frozenset(record["by_hand"]),
            record.get("among", 1),
        )  # fmt: skip
