"""The facts counted of every ticket: its category, its language, its length, its confidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.evaluation.dial.certify import Flags, Floats
from routing.evaluation.drift.alarm import Kind
from routing.evaluation.drift.bounds import upper_bound
from routing.evaluation.drift.rhythm import WEEK, Rhythm
from routing.evaluation.drift.traits import Reader, Traits

QUANTILES: Final = (0.02, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97)
SURPRISES: Final = (0.02, 0.1, 0.25, 0.75, 0.9, 0.98)
GAPS: Final = (0.25, 0.5, 0.75)
CATEGORIES, LANGUAGES, LENGTHS = 0.4, 0.15, 0.15  # parts of the error
LEVELS, SURPRISED, GAPPED = 0.05, 0.1, 0.15  # of which these belong to the confidence
SHARE_ERROR: Final = 1.0  # categories whose bound is too low, on average; small moves must be seen
FALLING: Final = 0.2  # of the error of a category goes to the fact that it becomes rarer
USUAL: Final = 0.5  # of the tickets are in a language whose growth is no drift
MARGIN: Final = 1e-6  # equal confidences may differ by rounding


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is true or false of a ticket, whose share must not grow.

    subject: what it is about. column: the trait it looks at.
    level: the value the trait must be below, or with `equal` must have; the fact is that it is so,
        or with `reverse` that it is not. error: its part of the error shared out over all facts.
    """

    kind: Kind
    subject: tuple[str, ...]
    column: str
    level: float
    error: float
    equal: bool = False
    reverse: bool = False

    def true(self, traits: Traits) -> Flags:
        """Of which tickets it is true."""
        value = getattr(traits, self.column)
        found = value == self.level if self.equal else value < self.level
        return np.asarray(found != self.reverse)


def ticket_facts(reader: Reader, reference: Traits) -> tuple[Fact, ...]:
    """All facts that can be counted of the tickets that a reference stands for."""
    gaps = _levels(Kind.CONFIDENCE, "gap", _quantiles(reference.gap, GAPS), 2 * GAPPED)
    return (
        *_categories(reader),
        *_languages(reader, reference),
        *_lengths(reference),
        *_levels(
            Kind.CONFIDENCE, "confidence", _quantiles(reference.confidence, QUANTILES), LEVELS
        ),
        *_levels(Kind.CONFIDENCE, "surprise", _quantiles(reference.surprise, SURPRISES), SURPRISED),
        *(fact for fact in gaps if fact.reverse),
    )


def _categories(reader: Reader) -> list[Fact]:
    each = CATEGORIES / len(reader.categories)
    facts = []
    for code, name in enumerate(reader.categories):
        rising, falling = each * (1 - FALLING), each * FALLING
        kind, subject = Kind.CATEGORY_SHARE, (name,)
        facts.append(Fact(kind, subject, "category", code, rising, equal=True))
        facts.append(Fact(kind, subject, "category", code, falling, equal=True, reverse=True))
    return facts


def _languages(reader: Reader, reference: Traits) -> list[Fact]:
    """Texts of mostly unknown words, and every language but the usual one."""
    each = LANGUAGES / (len(reader.languages) + 1)
    kind = Kind.LANGUAGE
    return [
        Fact(kind, (), "foreign", 1, 2 * each, equal=True),
        *(
            Fact(kind, (name,), "language", code, each, equal=True)
            for code, name in enumerate(reader.languages[:-1])
            if (reference.language == code).mean() <= USUAL
        ),
    ]


def _lengths(reference: Traits) -> list[Fact]:
    """Longer and shorter texts; a new ending of all texts makes them longer, too."""
    part = LENGTHS / 2
    levels = _quantiles(reference.length, QUANTILES)
    return [
        Fact(Kind.LENGTH, ("higher",), "repeated", 1, part, equal=True),
        *_levels(Kind.LENGTH, "length", levels, part),
    ]


def _levels(kind: Kind, column: str, levels: list[float], error: float) -> list[Fact]:
    """Being below a level of a trait, and not being below it."""
    each = error / max(2 * len(levels), 1)
    return [
        Fact(kind, (name,), column, level, each, reverse=reverse)
        for level in levels
        for name, reverse in (("lower", False), ("higher", True))
    ]


def _quantiles(seen: Floats, at: tuple[float, ...]) -> list[float]:
    return np.unique(np.quantile(seen, at) + MARGIN).tolist() if seen.size else []


def bounds(facts: tuple[Fact, ...], reference: Traits) -> Floats:
    """The upper bound of each fact's share on each day of the week: 7 rows, one column a fact."""
    true = truths(facts, reference)
    n = np.full(len(facts), float(len(reference)))
    rhythmic = np.array([fact.kind == Kind.CATEGORY_SHARE for fact in facts])
    found = np.tile(upper_bound(true.sum(axis=0).astype(np.float64), n), (WEEK, 1))
    if rhythmic.any():
        each = 2 * SHARE_ERROR / int(rhythmic.sum())  # two facts are about a category
        found[:, rhythmic] = Rhythm.of(true[:, rhythmic], reference.day).bounds(each)
    return found


def truths(facts: tuple[Fact, ...], traits: Traits) -> Flags:
    """Of which tickets (rows) which facts (columns) are true."""
    return np.stack([fact.true(traits) for fact in facts], axis=1)
