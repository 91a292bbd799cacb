"""Accuracy and its relatives, each with its number of tickets and its interval.

What the conventions are (scikit-learn's, so that the figures can be checked):

- The labels are all that occur on either side. Macro F1 and balanced accuracy average over the
  categories that have tickets: `Unknown`, or any label that is only predicted, is none of them
  (`f1_score(..., labels=sorted(set(actual)), average="macro")`). It still costs the others recall.
- Precision of a category never predicted, and recall of one that no ticket has, are not defined:
  None, never 0. Its F1 is 0 where the category occurs on one side only, which is defined.
- Kappa is None where both sides hold one and the same category only.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from routing.errors import EvaluationError
from routing.evaluation.confusion import Confusion, confusion
from routing.evaluation.statistics.bootstrap import Floats, Margins, percentile_interval, resample
from routing.evaluation.statistics.copies import also_of_texts, first_of_each
from routing.evaluation.statistics.intervals import Interval, Measured, proportion, wilson


@dataclass(frozen=True, slots=True)
class CategoryMetrics:
    """How well one category is recognised.

    precision: share of the tickets predicted as this category that are; None if never predicted.
    recall: share of its tickets that were found; None if it has none.
    support: tickets whose actual category it is.
    predicted: tickets for which it was predicted.
    """

    category: str
    precision: Measured | None
    recall: Measured | None
    f1: Measured
    support: int
    predicted: int


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """Everything that actual and predicted categories say about a router."""

    n: int
    accuracy: Measured
    balanced_accuracy: Measured
    macro_f1: Measured
    weighted_f1: Measured
    kappa: Measured | None
    per_category: tuple[CategoryMetrics, ...]
    confusion: Confusion


def evaluate(
    actual: Sequence[str],
    predicted: Sequence[str],
    seed: int = 0,
    groups: Sequence[Hashable] | None = None,
) -> Evaluation:
    """Score predicted categories against the actual ones, ticket by ticket.

    groups: the near-duplicate group of each ticket, None where no text repeats; every interval
        then holds for the different texts, too.

    Raises EvaluationError if there is nothing to score or the lengths differ.

    >>> result = evaluate(["a", "a", "b", "b"], ["a", "b", "b", "b"])
    >>> result.accuracy.value, result.n
    (0.75, 4)
    >>> [(c.category, c.recall.value) for c in result.per_category]
    [('a', 0.5), ('b', 1.0)]
    """
    found = evaluate_confusion(confusion(actual, predicted), seed)
    kept = range(len(actual)) if groups is None else first_of_each(groups).tolist()
    if len(kept) == len(actual):
        return found
    texts = confusion([actual[i] for i in kept], [predicted[i] for i in kept])
    return held_by_texts(found, evaluate_confusion(texts, seed))


def evaluate_confusion(counts: Confusion, seed: int = 0) -> Evaluation:
    """Score from the counts alone, for instance as the workspace has summed them up."""
    if counts.n == 0:
        raise EvaluationError("There is no ticket with both an actual and a predicted category.")
    point, drawn = Margins.of(counts), resample(counts, seed)
    return Evaluation(
        n=counts.n,
        accuracy=_known(proportion(int(counts.correct.sum()), counts.n)),
        balanced_accuracy=balanced_accuracy(counts),
        macro_f1=_known(_bootstrapped(point.macro_f1(), drawn.macro_f1(), counts.n)),
        weighted_f1=_known(_bootstrapped(point.weighted_f1(), drawn.weighted_f1(), counts.n)),
        kappa=_bootstrapped(point.kappa(), drawn.kappa(), counts.n, least=-1.0),
        per_category=_per_category(counts),
        confusion=counts,
    )


def held_by_texts(tickets: Evaluation, texts: Evaluation) -> Evaluation:
    """The figures of all tickets; their intervals hold those of the different texts, too."""
    apart = {each.category: each for each in texts.per_category}
    return replace(
        tickets,
        accuracy=also_of_texts(tickets.accuracy, texts.accuracy),
        balanced_accuracy=also_of_texts(tickets.balanced_accuracy, texts.balanced_accuracy),
        macro_f1=also_of_texts(tickets.macro_f1, texts.macro_f1),
        weighted_f1=also_of_texts(tickets.weighted_f1, texts.weighted_f1),
        kappa=tickets.kappa and also_of_texts(tickets.kappa, texts.kappa),
        per_category=tuple(
            _held(each, apart[each.category]) if each.category in apart else each
            for each in tickets.per_category
        ),
    )


def _held(tickets: CategoryMetrics, texts: CategoryMetrics) -> CategoryMetrics:
    return replace(
        tickets,
        precision=tickets.precision and also_of_texts(tickets.precision, texts.precision),
        recall=tickets.recall and also_of_texts(tickets.recall, texts.recall),
        f1=also_of_texts(tickets.f1, texts.f1),
    )


def balanced_accuracy(counts: Confusion) -> Measured:
    """Mean recall of the categories that have tickets.

    The recalls are independent shares, so their Wilson intervals are combined as distances to the
    mean (the square-and-add method of Zou and Donner). Unlike a bootstrap, this is honest for a
    category with one ticket.
    """
    pairs = zip(counts.correct.tolist(), counts.support.tolist(), strict=True)
    recalls = [(hits / n, wilson(hits, n)) for hits, n in pairs if n]
    mean = sum(recall for recall, _ in recalls) / len(recalls)
    down = sqrt(sum((recall - i.low) ** 2 for recall, i in recalls)) / len(recalls)
    up = sqrt(sum((i.high - recall) ** 2 for recall, i in recalls)) / len(recalls)
    interval = Interval(
        max(0.0, mean - down), min(1.0, mean + up), "Wilson, combined over categories"
    )
    return Measured(mean, counts.n, interval)


def f1_score(correct: int, support: int, predicted: int) -> Measured:
    """F1 of one category with an interval.

    F1 = 2j / (1 + j), where j is the share of correct ones among the tickets that have the
    category on either side; so the Wilson interval of that share carries over.

    >>> f1_score(correct=8, support=10, predicted=10).value
    0.8
    """
    either = support + predicted - correct
    share = wilson(correct, either)
    low, high = (2 * j / (1 + j) for j in (share.low, share.high))
    method = "Wilson, of correct among actual or predicted"
    return Measured(2 * correct / (support + predicted), either, Interval(low, high, method))


def _per_category(counts: Confusion) -> tuple[CategoryMetrics, ...]:
    columns = (counts.correct.tolist(), counts.support.tolist(), counts.predicted.tolist())
    return tuple(
        CategoryMetrics(
            category=label,
            precision=proportion(correct, predicted),
            recall=proportion(correct, support),
            f1=f1_score(correct, support, predicted),
            support=support,
            predicted=predicted,
        )
        for label, correct, support, predicted in zip(counts.labels, *columns, strict=True)
        if support or predicted
    )


def _bootstrapped(value: Floats, draws: Floats, n: int, *, least: float = 0.0) -> Measured | None:
    figure = float(value)
    if figure != figure:  # noqa: PLR0124 - NaN is the one number unlike itself
        return None
    return Measured(figure, n, percentile_interval(figure, draws, least=least))


def _known(figure: Measured | None) -> Measured:
    if figure is None:  # pragma: no cover - callers have checked that there are tickets
        raise EvaluationError("There is no ticket to score.")
    return figure
