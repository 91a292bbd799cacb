"""What merging categories would do to the answers of a run, before anything is saved.

No router is asked again: a mistake between the merged categories is none any more, and the
confidences of both stand for the one. A router that learns the merged category can only be surer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from routing.evaluation.dial.certify import Flags, Floats
from routing.policy import Policy


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """Answers to tickets; confidence: of the predicted category, from 0 to 1.

    actual: "" for a ticket without a label. held: which of them a sign in the text sends to a
    person. routers: who answered each.
    """

    actual: Sequence[str]
    predicted: Sequence[str]
    confidence: Floats
    held: Sequence[bool] = ()
    routers: Sequence[str] = ()

    @property
    def labelled(self) -> Flags:
        """Of which of them the label is known."""
        return np.fromiter(map(bool, self.actual), dtype=bool, count=len(self.actual))

    @property
    def correct(self) -> Flags:
        """Which of them are right; one without a label never is."""
        pairs = zip(self.actual, self.predicted, strict=True)
        return np.fromiter((a == p for a, p in pairs), dtype=bool, count=len(self.actual))


def merged(
    answers: Answers, others: Sequence[Mapping[str, float]], names: Collection[str], into: str
) -> Answers:
    """The same answers once these categories are one.

    others: the next likeliest categories of each ticket with their confidences.

    >>> one = Answers(["a"], ["b"], np.array([0.5]))
    >>> both = merged(one, [{"a": 0.4, "c": 0.1}], {"a", "b"}, "ab")
    >>> both.correct.tolist(), round(float(both.confidence[0]), 2)
    ([True], 0.9)
    """
    predicted, confidence = [], []
    for name, own, rest in zip(answers.predicted, answers.confidence, others, strict=True):
        within = sum(share for other, share in rest.items() if other in names)
        together = within + (float(own) if name in names else 0.0)
        wins = together >= own
        predicted.append(into if name in names or (wins and within) else name)
        confidence.append(min(1.0, together) if predicted[-1] == into else float(own))
    actual = [into if name in names else name for name in answers.actual]
    sure = np.asarray(confidence, dtype=np.float64)
    return replace(answers, actual=actual, predicted=predicted, confidence=sure)


def merged_policy(policy: Policy, names: Collection[str], into: str) -> Policy:
    """The policy with one category in place of several: the strictest of their rules.

    >>> merged_policy(Policy(0.7, {"a": 0.9}, frozenset({"b"})), {"a", "b"}, "ab").always_review
    frozenset({'ab'})
    """
    limits = [policy.thresholds.get(name, policy.threshold) for name in names]
    known = [limit for limit in limits if limit is not None]
    own = None if len(known) < len(limits) else max(known, default=None)
    kept = {name: limit for name, limit in policy.thresholds.items() if name not in names}
    by_hand = policy.always_review - set(names)
    if policy.always_review & set(names):
        by_hand |= {into}
    return replace(policy, thresholds={**kept, into: own}, always_review=frozenset(by_hand))
