"""The facts counted of every review: mistakes of a category, swapped labels, new labels."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from routing.evaluation.dial.certify import Flags, Floats
from routing.evaluation.drift.alarm import Kind
from routing.evaluation.drift.bounds import pooled_bound, upper_bound
from routing.evaluation.drift.evidence import Detectors
from routing.evaluation.drift.reviewed import Reviewed

MISTAKES, NEW_LABELS, SWAPS = 0.4, 0.2, 0.4  # parts of the error
PAIR_STRENGTH: Final = 20.0  # reviews that the share of all mistakes counts for
PAIR_ERROR: Final = 0.005
NEW_ERROR: Final = 0.05  # that labels unknown to the reference are commoner than their bound


class About(StrEnum):
    """What a fact about reviews looks at."""

    PREDICTED = "wrong among those decided as the category"
    ACTUAL = "wrong among those that belong to the category"
    ALL = "wrong among all"
    NEW = "of no known category among those decided as the category"
    PAIR = "under the other name among those decided as one of two categories"


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """Something that is true or false of the reviews it applies to.

    codes: places of the categories. error: its part of the error.
    """

    kind: Kind
    about: About
    codes: tuple[int, ...]
    error: float

    def applies(self, seen: Reviewed) -> Flags:
        """To which reviews."""
        if self.about == About.ALL:
            return np.ones(len(seen), dtype=bool)
        if self.about == About.ACTUAL:
            return np.asarray(seen.actual == self.codes[0])
        return np.isin(seen.traits.category, self.codes)

    def true(self, seen: Reviewed) -> Flags:
        """Of which reviews, where it applies."""
        if self.about == About.NEW:
            return seen.is_new
        if self.about == About.PAIR:
            return seen.wrong & np.isin(seen.actual, self.codes)
        return seen.wrong


class ReviewFacts:
    """All facts about reviews with their detectors: plain ones first, then pairs."""

    def __init__(self, reference: Reviewed, categories: int, error: float) -> None:
        self._size, self._known, self._unknown = categories, reference.known, reference.unknown
        self.facts = _plain(categories, error) + _pairs(categories, error)
        limits = np.array([1 / fact.error for fact in self.facts])
        self.detectors = Detectors(_bounds(self.facts, reference, categories), limits)
        first = 3 * categories + 1
        self._pair = np.zeros((categories, categories), dtype=np.int64)
        upper = np.triu_indices(categories, 1)
        self._pair[upper] = first + np.arange(upper[0].size)
        self._pair += self._pair.T

    def see(self, predicted: int, actual: int) -> list[int]:
        """Count one review; the facts whose evidence is enough."""
        k, wrong = self._size, predicted != actual
        others = np.delete(np.arange(k), predicted)
        rows = [predicted, 2 * k, 2 * k + 1 + predicted]
        is_new = actual >= self._known or actual == self._unknown
        true = [wrong, wrong, is_new]
        if actual < k and not is_new:
            rows.append(k + actual)
            true.append(wrong)
        facts = np.concatenate([rows, self._pair[predicted, others]])
        return self.detectors.see_some(facts, np.concatenate([true, others == actual]))


def _plain(k: int, error: float) -> tuple[ReviewFact, ...]:
    each, new = MISTAKES * error / (2 * k + 1), NEW_LABELS * error / k
    one = Kind.ACCURACY_CATEGORY
    return (
        *(ReviewFact(one, About.PREDICTED, (c,), each) for c in range(k)),
        *(ReviewFact(one, About.ACTUAL, (c,), each) for c in range(k)),
        ReviewFact(Kind.ACCURACY, About.ALL, (), each),
        *(ReviewFact(Kind.CATEGORY_SPLIT, About.NEW, (c,), new) for c in range(k)),
    )


def _pairs(k: int, error: float) -> tuple[ReviewFact, ...]:
    each = SWAPS * error / max(k * (k - 1) / 2, 1)
    return tuple(
        ReviewFact(Kind.LABEL_SWAP, About.PAIR, (i, j), each)
        for i in range(k)
        for j in range(i + 1, k)
    )


def _bounds(facts: tuple[ReviewFact, ...], reference: Reviewed, k: int) -> Floats:
    """The largest plausible share of each fact in the reference."""
    plain = facts[: 2 * k + 1]
    hits = np.array([(f.applies(reference) & f.true(reference)).sum() for f in plain], np.float64)
    n = np.array([f.applies(reference).sum() for f in plain], np.float64)
    strange = np.array([float(reference.is_new.sum())])
    new = upper_bound(strange, np.array([max(float(len(reference)), 1.0)]), NEW_ERROR)
    return np.concatenate([
        pooled_bound(hits[:k], n[:k]),
        pooled_bound(hits[k : 2 * k], n[k : 2 * k]),
        upper_bound(hits[2 * k :], n[2 * k :]),
        np.repeat(new, k),
        _pair_bounds(reference, k)[np.triu_indices(k, 1)],
    ])  # fmt: skip


def _pair_bounds(reference: Reviewed, k: int) -> Floats:
    """The largest plausible share of two categories' tickets that are filed under the other."""
    from scipy.special import betaincinv  # noqa: PLC0415 - slow to import

    seen = np.zeros((k, k))
    inside = reference.actual < k
    np.add.at(seen, (reference.traits.category[inside], reference.actual[inside]), 1)
    decided = np.bincount(reference.traits.category, minlength=k).astype(np.float64)
    n, hits = decided[:, None] + decided[None, :], seen + seen.T
    share = (reference.wrong.sum() + 1) / (len(reference) + 2)
    a = hits + PAIR_STRENGTH * share
    b = np.maximum(n - hits, 0) + PAIR_STRENGTH * (1 - share)
    return np.asarray(betaincinv(a, b, 1 - PAIR_ERROR), dtype=np.float64)
