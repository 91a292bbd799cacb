"""The policy: which decisions are auto-routed and which wait for a person, and for what reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from routing.confidence_map import ConfidenceMap
from routing.decision import Alternative, Decision, Disposition, ReviewKind
from routing.rollout import Rollout
from routing.signs.sign import Sign, SignKind
from routing.taxonomy import UNKNOWN, Taxonomy, ancestors

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
    calibrations: by router, from the confidence it returns to the probability that thresholds are
        about; a router that has none is taken at its word.
    parents: the broader category of each category that has one; it is answered where it is sure
        enough and the category itself is not.

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
    calibrations: Mapping[str, ConfidenceMap] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def for_taxonomy(cls, taxonomy: Taxonomy, threshold: float = 0.7) -> Policy:
        """The default policy: one threshold, and every high-risk category goes to a person."""
        risky = frozenset(c.name for c in taxonomy.categories if c.risk == "high")
        return cls(threshold=threshold, always_review=risky, parents=taxonomy.parents)

    def within(self, taxonomy: Taxonomy) -> Policy:
        """The same policy with the parents of a taxonomy."""
        return replace(self, parents=taxonomy.parents)

    def dispose(self, decision: Decision) -> Decision:
        """The decision with its disposition and, when a person is wanted, the reason why."""
        why = self.why(decision)
        if why is None:
            return decision.disposed(Disposition.AUTO)
        kind, reason = why
        parent = self.broader(decision) if kind is ReviewKind.PARENT else None
        return decision.disposed(disposition_of(decision, kind), reason, kind, parent)

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
        return self._of_sign(decision) or self._of_parent(decision, self._of_category(decision))

    def broader(self, decision: Decision) -> Alternative | None:
        """The nearest parent of the category that reaches its threshold; None where none does.

        It is as likely as those of its categories together that the router has named.
        """
        named = [Alternative(decision.category, decision.confidence), *decision.alternatives]
        for name in ancestors(decision.category, self.parents):
            threshold = self.thresholds.get(name, self.threshold)
            within = (a.confidence for a in named if name in ancestors(a.category, self.parents))
            share = self._probability(decision.router, min(1.0, sum(within)))
            if name in self.always_review or threshold is None:
                return None
            if share >= threshold:
                return Alternative(name, round(share, 4))
        return None

    def _of_parent(self, decision: Decision, why: Why | None) -> Why | None:
        """Unsure of the category, but sure of its parent."""
        if why is None or why[0] is ReviewKind.BY_HAND or not self.parents:
            return why
        parent = self.broader(decision)
        if parent is None:
            return why
        sure = f"sure of {parent.category} ({parent.confidence:.2f})"
        return ReviewKind.PARENT, f"{sure}, not of its part: {why[1]}"

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
        if decision.problems:
            both = " and ".join(f"{p.category} ({p.confidence:.2f})" for p in decision.problems)
            return ReviewKind.TWO, f"two problems: {both}"
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
        probability = self.probability(decision)
        return None if probability >= threshold else _unsure(decision, probability, threshold)

    def probability(self, decision: Decision) -> float:
        """The confidence of a decision as thresholds take it."""
        return self._probability(decision.router, decision.confidence)

    def _probability(self, router: str, confidence: float) -> float:
        fitted = self.calibrations.get(router)
        return fitted.of(confidence) if fitted else confidence


def disposition_of(decision: Decision, kind: ReviewKind | None) -> Disposition:
    """What becomes of a decision for that reason; None where there is none."""
    if kind is None:
        return Disposition.AUTO
    unplaced = decision.category == UNKNOWN and kind in _UNPLACED
    return Disposition.UNKNOWN if unplaced else Disposition.REVIEW


_UNPLACED: Final = frozenset({ReviewKind.UNKNOWN, ReviewKind.LANGUAGE, ReviewKind.SHORT})


def _unsure(decision: Decision, probability: float, threshold: float) -> Why:
    """Why the confidence did not reach the threshold, as far as the answer tells."""
    returned = f" ({decision.confidence:.2f} as returned)" * (probability != decision.confidence)
    below = f"confidence {probability:.2f}{returned} is below the threshold {threshold:.2f}"
    if any(sign.kind is SignKind.SHORT for sign in decision.signs):
        return ReviewKind.SHORT, f"{below}, and its text is hardly a word"
    second = decision.alternatives[0] if decision.alternatives else None
    if second and second.confidence >= BETWEEN_SHARE * decision.confidence > 0:
        return ReviewKind.BETWEEN, f"{below}: {decision.category} or {second.category}"
    return ReviewKind.UNSURE, below
