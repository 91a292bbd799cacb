"""Folds for honest measuring: nothing is scored by what learned from its near-duplicate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALIKE: Final = 0.7
RUN: Final = 3
BANDS: Final = 16
ROWS_PER_BAND: Final = 4
READ: Final = 4_000
_WORD: Final = re.compile(r"[^\W\d_]+|\d+")


def group_near_duplicates(texts: Sequence[str]) -> NDArray[np.intp]:
    """A group number per text, from 0 in order of appearance; near-duplicates share one.

    Near-duplicates are texts equal but for case, numbers, white space and punctuation, and
    texts whose sets of three-word runs overlap by about 70 % or more (Jaccard), be it through a
    third text. The first 4,000 characters are looked at. A text without a word stands alone.

    >>> group_near_duplicates(["Refund, please!", "refund please", "Where is it?"]).tolist()
    [0, 0, 1]
    """
    runs = [_runs(text) for text in texts]
    groups = _Groups(len(texts))
    first: dict[bytes, int] = {}
    for i, own in enumerate(runs):
        if own.size:
            groups.join(first.setdefault(own.tobytes(), i), i)
    distinct = np.array(sorted(first.values()), dtype=np.intp)
    for left, right in _candidates([runs[i] for i in distinct]):
        one, other = distinct[left], distinct[right]
        if groups.top(one) != groups.top(other) and _overlap(runs[one], runs[other]) >= ALIKE:
            groups.join(one, other)
    return groups.numbers()


def assign_folds(
    labels: Sequence[str | None], groups: NDArray[np.intp], k: int, seed: int = 0
) -> NDArray[np.intp]:
    """A fold number from 0 to k - 1 per row; a group stays whole, labels spread evenly.

    The groups of each label, largest first and else in random order, go one by one to the fold
    that has the fewest rows of that label (then the fewest rows at all). A group of several
    labels counts as one of its commonest.

    >>> assign_folds(["a", "a", "b", "b"], np.array([0, 1, 2, 3]), k=2).tolist().count(0)
    2
    """
    _, numbers = np.unique(groups, return_inverse=True)
    codes = np.unique([label or "" for label in labels], return_inverse=True)[1]
    sizes = np.bincount(numbers)
    label_of = _commonest(numbers, codes)
    random = np.random.default_rng(seed).permutation(len(sizes))
    order = np.lexsort((random, -sizes, label_of))
    filled = np.zeros((codes.max(initial=0) + 1, k))
    fold_of = np.zeros(len(sizes), dtype=np.intp)
    total = np.zeros(k)
    for group in order:
        load = filled[label_of[group]] + total / (len(labels) + 1)
        fold = fold_of[group] = int(load.argmin())
        filled[label_of[group], fold] += sizes[group]
        total[fold] += sizes[group]
    return fold_of[numbers]


def _commonest(groups: NDArray[np.intp], codes: NDArray[np.intp]) -> NDArray[np.intp]:
    pairs, counts = np.unique(np.stack([groups, codes]), axis=1, return_counts=True)
    order = np.argsort(counts, kind="stable")
    result = np.zeros(groups.max(initial=-1) + 1, dtype=np.intp)
    # Later writes win: the commonest label of each group comes last.
    result[pairs[0, order]] = pairs[1, order]
    return result


class _Groups:
    """Sets that grow together (union-find)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def top(self, i: int) -> int:
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        low, high = sorted((self.top(i), self.top(j)))
        self._parent[high] = low

    def numbers(self) -> NDArray[np.intp]:
        tops = [self.top(i) for i in range(len(self._parent))]
        return np.unique(np.array(tops, dtype=np.intp), return_inverse=True)[1]


def _runs(text: str) -> NDArray[np.uint64]:
    """Hashes of all three-word runs, each once and sorted; numbers all count as one word."""
    words = _WORD.findall(text[:READ].lower())
    hashes = [7 if word[0].isdigit() else crc32(word.encode()) for word in words]
    codes = np.array(hashes + [1] * max(0, RUN - len(words)) if words else [], dtype=np.uint64)
    mixed = np.zeros(max(len(codes) - RUN + 1, 0), dtype=np.uint64)
    for place in range(RUN):
        mixed = _scramble(mixed + codes[place : place + len(mixed)])
    return np.unique(mixed)


def _scramble(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread numbers evenly over 64 bits (multiply and shift; overflow is meant)."""
    mixed = (numbers + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(0xD6E8FEB86659FD93)
    return mixed ^ (mixed >> np.uint64(29))


def _overlap(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> float:
    both = np.intersect1d(one, other, assume_unique=True).size
    return both / (one.size + other.size - both)


def _candidates(runs: Sequence[NDArray[np.uint64]]) -> Iterator[tuple[int, int]]:
    """Pairs likely to overlap (MinHash with banding): 99 of 100 at the limit asked for."""
    if len(runs) < 2:  # noqa: PLR2004 (a pair takes two)
        return
    starts = np.cumsum([0, *(own.size for own in runs[:-1])])
    joined = np.concatenate(runs)
    for band in range(BANDS):
        key = np.zeros(len(runs), dtype=np.uint64)
        for row in range(ROWS_PER_BAND):
            salt = _scramble(np.array([band * ROWS_PER_BAND + row + 1], dtype=np.uint64))
            key = _scramble(key + np.minimum.reduceat(_scramble(joined ^ salt), starts))
        yield from _neighbours(key)


def _neighbours(key: NDArray[np.uint64]) -> Iterator[tuple[int, int]]:
    """Each row with the previous and with the first row of the same key: never quadratic."""
    order = np.argsort(key, kind="stable")
    same = key[order][1:] == key[order][:-1]
    first = order[0]
    for i in np.flatnonzero(same):
        if i == 0 or not same[i - 1]:
            first = order[i]
        yield int(order[i]), int(order[i + 1])
        if first != order[i]:
            yield int(first), int(order[i + 1])
