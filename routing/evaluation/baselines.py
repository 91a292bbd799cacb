"""What a router must beat: always the commonest category, and people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from routing.errors import EvaluationError
from routing.evaluation.confusion import confusion
from routing.evaluation.statistics.bootstrap import Margins
from routing.evaluation.statistics.intervals import (
    Difference,
    Measured,
    paired_difference,
    proportion,
)


@dataclass(frozen=True, slots=True)
class Baseline:
    """Another way to route the same tickets, scored.

    lead: by how much the router is right more often than this baseline, on the tickets where
        both are known.
    """

    name: str
    accuracy: Measured
    macro_f1: float
    lead: Difference

    @property
    def sentence(self) -> str:
        """The router against this baseline, in words."""
        return self.lead.in_words(self.name)


def baselines(
    actual: Sequence[str], predicted: Sequence[str], first: Sequence[str | None] = ()
) -> tuple[Baseline, ...]:
    """The majority class, and people where a first category is known.

    >>> [b.name for b in baselines(["a", "a", "b"], ["a", "a", "b"], ["b", None, "b"])]
    ['always "a"', 'people']
    """
    human = people(actual, predicted, first) if any(first) else None
    return (majority_class(actual, predicted), *([human] if human else []))


def majority_class(actual: Sequence[str], predicted: Sequence[str]) -> Baseline:
    """Always the commonest actual category of these very tickets.

    That it may look at the labels makes it a little better than it could be, never worse.
    """
    if not actual:
        raise EvaluationError("There is no ticket with an actual category.")
    commonest = min(Counter(actual).items(), key=lambda item: (-item[1], item[0]))[0]
    return against(f'always "{commonest}"', actual, predicted, [commonest] * len(actual))


def people(
    actual: Sequence[str], predicted: Sequence[str], first: Sequence[str | None]
) -> Baseline | None:
    """Where people put the tickets at first; None if that is known of no ticket.

    Example:
    >>> people(["a", "b"], ["a", "b"], ["a", "a"]).accuracy.value
    0.5
    """
    known = [(a, p, f) for a, p, f in zip(actual, predicted, first, strict=True) if f]
    if not known:
        return None
    kept_actual, kept_predicted, kept_first = zip(*known, strict=True)
    return against("people", kept_actual, kept_predicted, kept_first)


def against(
    name: str, actual: Sequence[str], predicted: Sequence[str], other: Sequence[str]
) -> Baseline:
    """Score another set of answers to the same tickets, and the router's lead over it."""
    right = [(p == a, o == a) for a, p, o in zip(actual, predicted, other, strict=True)]
    count = Counter(right)
    accuracy = proportion(sum(other_right for _, other_right in right), len(right))
    if accuracy is None:
        raise EvaluationError("There is no ticket with an actual category.")
    return Baseline(
        name=name,
        accuracy=accuracy,
        macro_f1=macro_f1_of(actual, other),
        lead=paired_difference(count[True, False], count[False, True], len(right)),
    )


def macro_f1_of(actual: Sequence[str], predicted: Sequence[str]) -> float:
    """Macro F1 alone, without the draws that its interval takes.

    >>> macro_f1_of(["a", "b"], ["a", "a"])
    0.3333333333333333
    """
    return float(Margins.of(confusion(actual, predicted)).macro_f1())
