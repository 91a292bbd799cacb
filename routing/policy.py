"""The policy: which decisions are auto-routed and which wait for a person, and for what reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from routing.decision import Decision, Disposition, ReviewKind
from routing.rollout import Rollout
from routing.signs.sign import Sign, SignKind
from routing.taxonomy import UNKNOWN, Taxonomy

ALL_SIGNS: Final = frozenset(SignKind) - {SignKind.SHORT}
SECOND_SHARE: Final = 0.05
# A second category at least half as likely as the first: the doubt is between these two.
BETWEEN_SHARE: Final = 0.5

Why = tuple[ReviewKind, str]


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds, the categories that always want a person, and the signs that do.

    threshold: confidence from 0 to 1 at or above which a decision is auto-routed; None where no
        confidence is high enough, so that a person decides.
    thresholds: the same per category, where it differs.
    always_review: categories that are never auto-routed.
    heeds: the signs in a text that send a ticket to a person whatever the confidence.
    second_share: a text in two parts counts as two problems where the second category is at least
        this likely, as a share of the first.
    rollout: which tickets go to people as before, whatever the router says.

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
    heeds: frozenset[SignKind] = ALL_SIGNS
    second_share: float = SECOND_SHARE
    rollout: Rollout = field(default_factory=Rollout)

    @classmethod
    def for_taxonomy(cls, taxonomy: Taxonomy, threshold: float = 0.7) -> Policy:
        """The default policy: one threshold, and every high-risk category goes to a person."""
        risky = frozenset(c.name for c in taxonomy.categories if c.risk == "high")
        return cls(threshold=threshold, always_review=risky)

    def dispose(self, decision: Decision) -> Decision:
        """The decision with its disposition and, when a person is wanted, the reason why."""
        why = self.why(decision)
        if why is None:
            return decision.disposed(Disposition.AUTO)
        kind, reason = why
        return decision.disposed(disposition_of(decision, kind), reason, kind)

    def why(self, decision: Decision) -> Why | None:
        """Why a person is wanted, to count by and in words; None where none is."""
        if self.rollout.holds_out(decision.ticket_id):
            return ReviewKind.HOLD_OUT, "it was drawn by lot to be decided as before"
        why = self._of_answer(decision)
        if why is None and self.rollout.shadow:
            return ReviewKind.SHADOW, "decisions are recorded and not applied"
        return why

    def _of_answer(self, decision: Decision) -> Why | None:
        if decision.error:
            return ReviewKind.FAILED, decision.error
        if decision.category == UNKNOWN:
            return self._of_unknown(decision)
        return self._of_sign(decision) or self._of_category(decision)

    def _of_unknown(self, decision: Decision) -> Why:
        """Why no category was claimed: what the text shows, else that nothing known is near."""
        kinds = {sign.kind: sign for sign in decision.signs}
        foreign = kinds.get(SignKind.LANGUAGE) if SignKind.LANGUAGE in self.heeds else None
        if foreign:
            return ReviewKind.LANGUAGE, f"the router does not know its language ({foreign.says})"
        if SignKind.SHORT in kinds:
            return ReviewKind.SHORT, "its text is too short to place it"
        return ReviewKind.UNKNOWN, "the router could not place it"

    def _of_sign(self, decision: Decision) -> Why | None:
        for sign in decision.signs:
            why = self._heeded(sign, decision) if sign.kind in self.heeds else None
            if why:
                return why
        return None

    def _heeded(self, sign: Sign, decision: Decision) -> Why | None:
        if sign.kind is SignKind.ORDERS:
            return ReviewKind.ORDERS, "its text speaks to an automatic reader"
        if sign.kind is SignKind.HIDDEN:
            return ReviewKind.HIDDEN, f"it holds text that a reader does not see ({sign.says})"
        if sign.kind is SignKind.LANGUAGE:
            return ReviewKind.LANGUAGE, f"the router does not know its language ({sign.says})"
        second = decision.alternatives[0] if decision.alternatives else None
        if second is None or second.confidence < self.second_share * decision.confidence:
            return None
        return ReviewKind.TWO, f"maybe two problems: {decision.category} and {second.category}"

    def _of_category(self, decision: Decision) -> Why | None:
        category = decision.category
        if category in self.always_review:
            return ReviewKind.BY_HAND, f"a person checks every ticket of {category}"
        threshold = self.thresholds.get(category, self.threshold)
        if threshold is None:
            return (
                ReviewKind.NO_THRESHOLD,
                f"{category} was not right often enough to go without a person",
            )
        return None if decision.confidence >= threshold else _unsure(decision, threshold)


def disposition_of(decision: Decision, kind: ReviewKind | None) -> Disposition:
    """What becomes of a decision for that reason; None where there is none."""
    if kind is None:
        return Disposition.AUTO
    unplaced = decision.category == UNKNOWN and kind in _UNPLACED
    return Disposition.UNKNOWN if unplaced else Disposition.REVIEW


_UNPLACED: Final = frozenset({ReviewKind.UNKNOWN, ReviewKind.LANGUAGE, ReviewKind.SHORT})


def _unsure(decision: Decision, threshold: float) -> Why:
    """Why the confidence did not reach the threshold, as far as the answer tells."""
    below = f"confidence {decision.confidence:.2f} is below the threshold {threshold:.2f}"
    if any(sign.kind is SignKind.SHORT for sign in decision.signs):
        return ReviewKind.SHORT, f"{below}, and its text is hardly a word"
    second = decision.alternatives[0] if decision.alternatives else None
    if second and second.confidence >= BETWEEN_SHARE * decision.confidence > 0:
        return ReviewKind.BETWEEN, f"{below}: {decision.category} or {second.category}"
    return ReviewKind.UNSURE, below
