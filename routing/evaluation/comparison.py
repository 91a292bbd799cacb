"""Two routers on the same tickets: which is better, by how much, and where they disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from routing.errors import EvaluationError
from routing.evaluation.statistics.copies import both, first_of_each
from routing.evaluation.statistics.intervals import (
    Difference,
    Measured,
    paired_difference,
    proportion,
)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Tickets of one actual category on which the two answered differently."""

    actual: str
    first: str
    second: str
    count: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The first of two routers against the second, on the same tickets.

    difference: accuracy of the first less that of the second.
    mcnemar_p: exact two-sided p-value of McNemar's test; small if the two differ in accuracy.
        Where texts repeat, it and the interval of the difference hold for different texts, too.
    only_first, only_second, both, neither: tickets by who was right.
    disagreements: where they answered differently, most tickets first.
    """

    n: int
    first: Measured
    second: Measured
    difference: Difference
    mcnemar_p: float
    only_first: int
    only_second: int
    both: int
    neither: int
    disagreements: tuple[Disagreement, ...]


def compare(
    actual: Sequence[str],
    first: Sequence[str],
    second: Sequence[str],
    groups: Sequence[Hashable] | None = None,
) -> Comparison:
    """Compare two answers to each ticket.

    groups: the near-duplicate group of each ticket; None where no text repeats.

    Raises EvaluationError if there is nothing to compare or the lengths differ.

    >>> result = compare(["a", "a", "b", "b"], ["a", "a", "b", "a"], ["a", "b", "a", "a"])
    >>> result.difference.value, result.only_first, result.mcnemar_p
    (0.5, 2, 0.5)
    """
    if not len(actual) == len(first) == len(second):
        raise EvaluationError("The two sets of decisions are not about the same tickets.")
    found = _compared(actual, first, second)
    kept = range(len(actual)) if groups is None else first_of_each(groups).tolist()
    if len(kept) == len(actual):
        return found
    texts = _compared(*([side[i] for i in kept] for side in (actual, first, second)))
    interval = both(found.difference.interval, texts.difference.interval)
    return replace(
        found, difference=replace(found.difference, interval=interval),
        mcnemar_p=max(found.mcnemar_p, texts.mcnemar_p),
    )  # fmt: skip


def _compared(actual: Sequence[str], first: Sequence[str], second: Sequence[str]) -> Comparison:
    right = Counter((a == f, a == s) for a, f, s in zip(actual, first, second, strict=True))
    only_first, only_second = right[True, False], right[False, True]
    one = proportion(right[True, True] + only_first, len(actual))
    other = proportion(right[True, True] + only_second, len(actual))
    if one is None or other is None:
        raise EvaluationError("There is no ticket that both have decided and that has a label.")
    return Comparison(
        n=len(actual),
        first=one,
        second=other,
        difference=paired_difference(only_first, only_second, len(actual)),
        mcnemar_p=mcnemar(only_first, only_second),
        only_first=only_first,
        only_second=only_second,
        both=right[True, True],
        neither=right[False, False],
        disagreements=_disagreements(actual, first, second),
    )


def mcnemar(only_first: int, only_second: int) -> float:
    """McNemar's exact test: the two-sided p-value that both are right equally often.

    >>> mcnemar(1, 7)
    0.0703125
    >>> mcnemar(0, 0)
    1.0
    """
    from scipy.special import bdtr  # noqa: PLC0415 - slow to import

    n = only_first + only_second
    return min(1.0, 2 * float(bdtr(min(only_first, only_second), n, 0.5))) if n else 1.0


def _disagreements(
    actual: Sequence[str], first: Sequence[str], second: Sequence[str]
) -> tuple[Disagreement, ...]:
    triples = zip(actual, first, second, strict=True)
    counted = Counter(triple for triple in triples if triple[1] != triple[2])
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Disagreement(*triple, count) for triple, count in ranked)
