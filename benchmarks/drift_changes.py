"""The changes that a stream can take: a topic, a language, a rename, a silent model and others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.drift_pools import SIGNATURES, TEN, Answered, Pool
from routing.evaluation.drift.tickets import names

REFERENCE, DAY = 2_000, 86_400
TOPIC, FOREIGN, MISTAKES = 0.03, 0.2, 0.05


@dataclass(eq=False)
class Draft:
    """A stream in the making; changes alter its columns."""

    pool: Pool
    rng: np.random.Generator
    rows: np.ndarray
    time: np.ndarray
    after: np.ndarray
    text: np.ndarray
    vector: np.ndarray
    category: np.ndarray
    confidence: np.ndarray
    actual: np.ndarray
    model: np.ndarray
    shares: np.ndarray
    moved: tuple[str, ...]
    members: np.ndarray

    def put(self, where: np.ndarray, source: Answered, label: str | None = None) -> None:
        """Put other texts in some places."""
        at = self.rng.integers(len(source.text), size=int(where.sum()))
        self.text[where], self.vector[where] = source.text[at], source.vector[at]
        self.category[where], self.confidence[where] = source.category[at], source.confidence[at]
        self.actual[where] = source.label[at] if label is None else label
        self.members |= where


def _nothing(_draft: Draft, _seed: int) -> None:
    """Nothing changes but perhaps the shares."""


def _topic(draft: Draft, _seed: int) -> None:
    draft.put(draft.after & (draft.rng.random(len(draft.text)) < TOPIC), draft.pool.topic)


def _language(draft: Draft, _seed: int) -> None:
    draft.put(draft.after & (draft.rng.random(len(draft.text)) < FOREIGN), draft.pool.foreign)


def _signature(draft: Draft, seed: int) -> None:
    words = SIGNATURES[seed % len(SIGNATURES)]
    draft.text[draft.after] = names([f"{text}\n\n{words}" for text in draft.text[draft.after]])
    moved = draft.vector[draft.after] + 0.4 * draft.pool.signature
    draft.vector[draft.after] = moved / np.linalg.norm(moved, axis=1, keepdims=True)


def _silent(draft: Draft, _seed: int) -> None:
    rows = draft.rows[draft.after]
    draft.category[draft.after] = draft.pool.other.category[rows]
    draft.confidence[draft.after] = draft.pool.other.confidence[rows]


def _renamed(draft: Draft, _seed: int) -> None:
    draft.model[draft.after] = "model-2"


def _swap(draft: Draft, _seed: int) -> None:
    one, other = _two(draft)
    first, second = draft.after & (draft.actual == one), draft.after & (draft.actual == other)
    draft.actual[first], draft.actual[second] = other, one
    draft.moved = (one, other)


def _split(draft: Draft, _seed: int) -> None:
    one, _ = _two(draft)
    half = draft.rng.random(len(draft.text)) < 0.5  # noqa: PLR2004
    draft.actual[draft.after & (draft.actual == one) & half] = f"{one}, new part"
    draft.moved = (one, f"{one}, new part")


def _accuracy(draft: Draft, _seed: int) -> None:
    one, _ = _two(draft)
    where = draft.after & (draft.actual == one)
    where &= draft.rng.random(len(draft.text)) < MISTAKES
    others = [name for name in draft.pool.categories if name != one]
    draft.category[where] = draft.rng.choice(others, int(where.sum()))
    draft.moved = (one,)


def _bursts(draft: Draft, _seed: int) -> None:
    days = (draft.time // DAY).astype(int)
    for day in np.unique(days[REFERENCE:]).tolist():
        rows = np.flatnonzero((days == day) & (np.arange(len(days)) >= REFERENCE))
        if len(rows) > TEN and draft.rng.random() < 0.15:  # noqa: PLR2004
            start = int(draft.rng.integers(len(rows) - TEN))
            same = rows[start : start + int(draft.rng.integers(20, 90))]
            for column in (
                draft.text,
                draft.vector,
                draft.category,
                draft.confidence,
                draft.actual,
            ):
                column[same] = column[same[0]]


def _two(draft: Draft) -> tuple[str, str]:
    """Two categories of the usual size: of ten the second and third, of many any."""
    order = np.argsort(-draft.shares)
    picked = order[1:3] if len(order) == TEN else draft.rng.choice(len(order), 2, replace=False)
    return draft.pool.categories[int(picked[0])], draft.pool.categories[int(picked[1])]


CHANGES: dict[str, Callable[[Draft, int], None]] = {
    "stable": _nothing, "sudden": _nothing, "gradual": _nothing, "topic": _topic,
    "language": _language, "signature": _signature, "silent": _silent, "renamed": _renamed,
    "swap": _swap, "split": _split, "accuracy": _accuracy, "bursts": _bursts,
}  # fmt: skip
