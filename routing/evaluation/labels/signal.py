"""Whether the labels follow the text at all.

Where they do not, no router can learn them and no saving may be claimed. The test: out-of-fold
predictions against the labels, beside what the same predictions would hit if the labels were dealt
out at random (a permutation test with both margins kept, which is why a lopsided set does not
count as signal).

Where texts come again there is a second way to tell: copies of one text carry the same label more
often than chance would have it. Forms are such texts, of which no other teaches anything.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from routing.errors import EvaluationError
from routing.evaluation.confusion import Confusion, confusion
from routing.evaluation.statistics.bootstrap import Margins
from routing.evaluation.statistics.intervals import Measured, proportion

MIN_TICKETS: Final = 30
SURE: Final = 0.01
MIN_KAPPA: Final = 0.05
SHUFFLES: Final = 499


@dataclass(frozen=True, slots=True)
class Signal:
    """What was found out about the labels.

    accuracy: of the out-of-fold predictions, one ticket for each group of near-duplicates.
    majority: share of the commonest category.
    p_value: how often, at most, labels dealt out at random would be hit as often; None if not
        tested.
    follows: True or False, None where there are too few tickets to tell.
    """

    follows: bool | None
    accuracy: Measured
    majority: float
    p_value: float | None
    sentence: str


def label_signal(
    actual: Sequence[str],
    out_of_fold: Sequence[str],
    groups: Sequence[Hashable] | None = None,
    seed: int = 0,
) -> Signal:
    """Test whether out-of-fold predictions know anything of the labels.

    groups: the near-duplicate group of each ticket; each group counts once, and the labels of its
        first two tickets are held against each other.

    >>> label_signal(["a", "b"] * 50, ["a", "b"] * 45 + ["b", "a"] * 5).follows
    True
    """
    if not actual:
        raise EvaluationError("There is no labelled ticket to look at.")
    pairs = _copies(actual, groups)
    copies = confusion(*map(list, zip(*pairs, strict=True))) if pairs else None
    return signal_of(confusion(*_one_of_each(actual, out_of_fold, groups)), copies, seed)


def signal_of(counts: Confusion, copies: Confusion | None = None, seed: int = 0) -> Signal:
    """The same from counts, in which near-duplicates count once.

    copies: the labels of two tickets with one text, a pair for each text that comes again.
    """
    if copies is None or copies.n < MIN_TICKETS:
        return _tested(counts, SURE, seed)
    # Two ways to find something by chance share the allowed error.
    found = _tested(counts, SURE / 2, seed)
    if found.follows:
        return found
    again = _tested(copies, SURE / 2, seed)
    if not again.follows:
        return found
    sentence = _by_copies(found, again)
    return replace(found, follows=True, p_value=again.p_value, sentence=sentence)


def _tested(counts: Confusion, sure: float, seed: int) -> Signal:
    accuracy = proportion(int(counts.correct.sum()), counts.n)
    if accuracy is None:  # pragma: no cover - there is at least one ticket
        raise EvaluationError("There is no labelled ticket to look at.")
    majority = float(counts.support.max() / counts.n)
    if counts.n < MIN_TICKETS or int((counts.support > 0).sum()) < 2:  # noqa: PLR2004 - two categories
        return Signal(None, accuracy, majority, None, _too_small(counts))
    p_value = _at_most(counts)
    if p_value > sure:
        p_value = _permutation(counts, seed)
    kappa = float(Margins.of(counts).kappa())
    follows = p_value <= sure and kappa >= MIN_KAPPA
    return Signal(follows, accuracy, majority, p_value, _sentence(follows, accuracy, majority))


def _one_of_each(
    actual: Sequence[str], predicted: Sequence[str], groups: Sequence[Hashable] | None
) -> tuple[list[str], list[str]]:
    """The first ticket of each group: copies of a ticket are no further evidence."""
    keys = groups if groups is not None else range(len(actual))
    first: dict[Hashable, tuple[str, str]] = {}
    for key, a, p in zip(keys, actual, predicted, strict=True):
        first.setdefault(key, (a, p))
    return [a for a, _ in first.values()], [p for _, p in first.values()]


def _copies(actual: Sequence[str], groups: Sequence[Hashable] | None) -> list[tuple[str, str]]:
    """The labels of the first two tickets of every group that has two."""
    first: dict[Hashable, str] = {}
    pairs: dict[Hashable, tuple[str, str]] = {}
    for key, label in zip(groups or (), actual, strict=False):
        if key in first:
            pairs.setdefault(key, (first[key], label))
        first.setdefault(key, label)
    return list(pairs.values())


def _at_most(counts: Confusion) -> float:
    """A bound on the p-value that needs no shuffles and settles all but the doubtful cases.

    Cantelli's inequality, with mean and variance of the hits of labels dealt out at random: the
    hits of a category are hypergeometric, those of two categories slightly dependent.
    """
    support, predicted, n = counts.support.astype(float), counts.predicted.astype(float), counts.n
    pairs = support * predicted
    variance = float(
        np.sum(pairs * (n - support) * (n - predicted)) + pairs.sum() ** 2 - np.sum(pairs**2)
    ) / (n**2 * (n - 1))
    beyond = float(counts.correct.sum() - pairs.sum() / n)
    return variance / (variance + beyond**2) if beyond > 0 else 1.0


def _permutation(counts: Confusion, seed: int) -> float:
    from scipy.stats import random_table  # noqa: PLC0415 - slow to import

    rng = np.random.default_rng(seed)
    shuffled = random_table(counts.support, counts.predicted)
    reached = counts.correct.sum()  # one table at a time: 2,000 categories would fill the memory
    hits = sum(np.trace(shuffled.rvs(random_state=rng)) >= reached for _ in range(SHUFFLES))
    return float((1 + hits) / (1 + SHUFFLES))


def _sentence(follows: bool, accuracy: Measured, majority: float) -> str:  # noqa: FBT001
    figures = (
        f"a router that had not learned from them is right in {100 * accuracy.value:.0f}\u202f% of "
        f"{accuracy.n:,} tickets, "
        f"the commonest category alone makes up {100 * majority:.0f}\u202f%"
    )
    if follows:
        return f"The labels follow the text: {figures}."
    return (
        f"The labels do not follow the text: {figures}, which is no more than chance would give; "
        "do not count on savings until the labels are checked."
    )


def _by_copies(new: Signal, again: Signal) -> str:
    return (
        f"The labels follow the text where it comes again: {again.accuracy.value:.0%} of "
        f"{again.accuracy.n:,} texts carry the same label the next time. Of new texts "
        f"{new.accuracy.value:.0%} of {new.accuracy.n:,} are told, which is little."
    )


def _too_small(counts: Confusion) -> str:
    if counts.n < MIN_TICKETS:
        return (
            f"{counts.n} different labelled tickets are too few to tell whether the labels follow "
            f"the text; at least {MIN_TICKETS} are needed."
        )
    return "All tickets carry the same label, so there is nothing that a text could decide."
