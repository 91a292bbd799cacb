"""From an asked precision to thresholds, chosen on some tickets and checked on others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import ceil, inf
from typing import Final

import numpy as np

from routing.errors import EvaluationError
from routing.evaluation.confusion import codes, labels_of
from routing.evaluation.dial.certify import (
    Certificate,
    Counts,
    Flags,
    Floats,
    certify,
    fewest,
    outlook,
)
from routing.evaluation.dial.dial import Dial, Part
from routing.evaluation.statistics.copies import Groups, first_of_each
from routing.evaluation.statistics.intervals import LEVEL, Measured, proportion, wilson
from routing.taxonomy import UNKNOWN

FOLDS: Final = 5


# One lot of folds can be lucky or not by several points; the check is the mean of a few. Of many
# tickets it cannot: by less than a tenth of a point.
SPLITS: Final = 5
MANY: Final = 50_000


MAX_WORTH_LABELLING: Final = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class _Tickets:
    """What the choice depends on; `target` is 0 for the common one, -1 where a person decides.

    text: a number for each different text, None where none repeats.
    """

    confidence: Floats
    correct: Flags
    target: Counts
    text: Counts | None = None

    def only(self, keep: Flags | Counts) -> _Tickets:
        text = None if self.text is None else self.text[keep]
        return _Tickets(self.confidence[keep], self.correct[keep], self.target[keep], text)

    def without_copies(self) -> _Tickets:
        return self if self.text is None else self.only(first_of_each(self.text))


def choose_thresholds(
    confidence: Sequence[float] | Floats,
    correct: Sequence[bool] | Flags,
    predicted: Sequence[str],
    asked: float,
    *,
    asked_per_category: Mapping[str, float] | None = None,
    always_review: Collection[str] = (),
    confidence_level: float = LEVEL,
    groups: Groups | None = None,
    seed: int = 0,
) -> Dial:
    """Find thresholds whose precision is at least the asked one, with a guarantee.

    With a chance of `confidence_level`, all targets hold at once for tickets like these. The
    tickets must not have been seen by the router. `Unknown` is never auto-routed.

    asked, asked_per_category: precision from 0 to 1.
    groups: the near-duplicate group of each ticket; each proves no more than one text does, and
        is not torn apart in the check.

    Raises EvaluationError for a precision outside 0..1 or where there is no ticket.

    >>> dial = choose_thresholds([0.9] * 100 + [0.1] * 100, [True] * 150 + [False] * 50,
    ...                          ["a"] * 200, asked=0.95)
    >>> dial.threshold, dial.coverage.value, dial.achieved.value
    (0.9, 0.5, 1.0)
    """
    own = dict(asked_per_category or {})
    _check(asked, own, confidence_level, len(predicted))
    targets = [(None, asked), *((c, p) for c, p in own.items() if c not in always_review)]
    tickets = _tickets(confidence, correct, predicted, [c for c, _ in targets], always_review)
    tickets = replace(tickets, text=_numbered(groups))
    parts = tuple(_choose(tickets, targets, 1 - confidence_level))
    auto = _auto(tickets, parts)
    coverage = proportion(int(auto.sum()), len(predicted))
    if coverage is None:  # pragma: no cover - _check has seen to it
        raise EvaluationError("There is no labelled ticket to choose thresholds on.")
    return Dial(
        asked=asked,
        confidence_level=confidence_level,
        coverage=coverage,
        parts=parts,
        thresholds=_per_category(parts, predicted, always_review),
        always_review=frozenset(always_review),
        check=cache(
            lambda: _achieved(tickets, targets, 1 - confidence_level, _splits(tickets, seed))
        ),
    )


def _check(asked: float, own: Mapping[str, float], level: float, n: int) -> None:
    for target in (asked, *own.values()):
        if not 0 <= target <= 1:
            raise EvaluationError(f"A precision of {target:g} cannot be asked: give 0 to 1.")
    if not 0 < level < 1:
        raise EvaluationError(f"A confidence level of {level:g} is outside 0 to 1.")
    if n == 0:
        raise EvaluationError("There is no labelled ticket to choose thresholds on.")


def _tickets(
    confidence: Sequence[float] | Floats,
    correct: Sequence[bool] | Flags,
    predicted: Sequence[str],
    categories: Sequence[str | None],
    always_review: Collection[str],
) -> _Tickets:
    labels = labels_of(predicted)
    target = {c: i for i, c in enumerate(categories)}
    by_hand = {UNKNOWN, *always_review}
    of_label = np.array([-1 if c in by_hand else target.get(c, 0) for c in labels], dtype=np.int64)
    scores = np.nan_to_num(np.asarray(confidence, dtype=np.float64))
    return _Tickets(scores, np.asarray(correct, dtype=bool), of_label[codes(predicted, labels)])


def _choose(
    tickets: _Tickets, targets: Sequence[tuple[str | None, float]], error: float
) -> list[Part]:
    """One part per target; the allowed error is shared out among them."""
    share = error / len(targets)
    parts = []
    for i, (category, asked) in enumerate(targets):
        mine = tickets.only(tickets.target == i)
        found = certify(mine.confidence, mine.correct, asked, share, mine.text)
        parts.append(_part(category, asked, mine, found, share))
    return parts


def _part(
    category: str | None, asked: float, mine: _Tickets, found: Certificate | None, error: float
) -> Part:
    n = mine.correct.size
    if found is not None:
        return Part(category, asked, n, found.threshold, found.guaranteed, found.n)
    reason, more = _why_not(category, asked, mine, error)
    return Part(category, asked, n, reason=reason, more_needed=more)


def _why_not(
    category: str | None, asked: float, mine: _Tickets, error: float
) -> tuple[str, int | None]:
    """Why no threshold meets the target, and how many more labelled tickets would settle it."""
    opening = f"No threshold {f'for {category} ' if category else ''}meets {100 * asked:g}\u202f%"
    tickets = f"labelled tickets{f' predicted as {category}' if category else ''}"
    distinct = mine.without_copies()
    if distinct.correct.size < mine.correct.size:
        mine, tickets = distinct, f"different {tickets}"
    if asked >= 1:
        return f"{opening}: no number of tickets can rule out every mistake.", None
    n, least = mine.correct.size, int(fewest(asked, error))
    if n < least:
        few = tickets.replace("tickets", "ticket is") if n == 1 else f"{tickets} are"
        why = f"{n:,} {few} too few, for even without a mistake it takes {least:,}"
        return f"{opening}: {why}.", least - n
    best = outlook(mine.confidence, mine.correct, asked, error)
    right = f"{100 * best.hits / best.n:.1f}\u202f%"
    surest = f"the surest {best.n:,} {tickets} are right in {right}"
    more = best.wanted - n
    if more <= MAX_WORTH_LABELLING:
        target = f"about {max(1, ceil(more)):,} more {tickets} would settle it"
        return f"{opening}: {surest}, too few to be sure; {target}.", max(1, ceil(more))
    if wilson(best.hits, best.n).high >= asked:
        return f"{opening}: {surest}; label as many again to see whether it can be had.", n
    return f"{opening}: even {surest} only, so more of them would hardly help.", None


def _auto(tickets: _Tickets, parts: Sequence[Part]) -> Flags:
    """Which tickets the thresholds auto-route."""
    limits = np.array([inf if p.threshold is None else p.threshold for p in parts] + [inf])
    return np.asarray(tickets.confidence >= limits[tickets.target])


def _numbered(groups: Groups | None) -> Counts | None:
    """A number for each group, from 0 in order of appearance."""
    if groups is None:
        return None
    if isinstance(groups, np.ndarray):
        _, first, place = np.unique(groups, return_index=True, return_inverse=True)
        return np.asarray(np.argsort(np.argsort(first))[place], dtype=np.int64)
    number = {key: i for i, key in enumerate(dict.fromkeys(groups))}
    return np.array([number[key] for key in groups], dtype=np.int64)


def _splits(tickets: _Tickets, seed: int) -> Iterator[Counts]:
    """Several times a fold for each ticket, the same for all of a group."""
    text = np.arange(tickets.correct.size) if tickets.text is None else tickets.text
    lot = np.random.default_rng(seed)
    for _ in range(SPLITS if tickets.correct.size < MANY else 1):
        fold = lot.permutation(int(text.max(initial=-1)) + 1) % FOLDS
        yield np.asarray(fold[text], dtype=np.int64)


def _achieved(
    tickets: _Tickets,
    targets: Sequence[tuple[str | None, float]],
    error: float,
    splits: Iterable[Counts],
) -> Measured | None:
    """Precision on each fold under thresholds chosen on the other folds, the mean of all splits.

    n: tickets that are auto-routed so, on average; more splits add no tickets.
    """
    hits = routed = times = 0
    for folds in splits:
        times += 1
        for fold in range(FOLDS):
            held_out = tickets.only(folds == fold)
            parts = _choose(tickets.only(folds != fold), targets, error)
            auto = _auto(held_out, parts)
            hits += int(held_out.correct[auto].sum())
            routed += int(auto.sum())
    n = round(routed / times) if times else 0
    return proportion(round(hits * n / routed), n) if n else None


def _per_category(
    parts: Sequence[Part], predicted: Sequence[str], always_review: Collection[str]
) -> dict[str, float | None]:
    own = {p.category: p.threshold for p in parts[1:]}
    names = [c for c in labels_of(predicted, [c for c in own if c]) if c != UNKNOWN]
    return {c: None if c in always_review else own.get(c, parts[0].threshold) for c in names}
