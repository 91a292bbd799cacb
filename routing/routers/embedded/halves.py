"""The words of both halves of a text at every cut, where each word is read but once.

A half is a row of pieces that lie between two cuts; what is counted in it is the sum of what is
counted in those. Pairs of words that meet at a cut belong to the halves that hold both words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from routing.routers.embedded.tfidf import sparse, words_of

if TYPE_CHECKING:
    from routing.routers.embedded.tfidf import TfIdf


@dataclass(frozen=True, slots=True)
class _Joint:
    """Two words that meet at a cut. left, right: the pieces of the text they stand in."""

    left: int
    right: int
    pair: str


def features(tfidf: TfIdf, texts: Sequence[Sequence[str]]) -> Any:
    """Two rows for each cut of each text, as of `TfIdf.features`: of what stands before and after.

    texts: each as the pieces between its cuts, with the white space around them.
    """
    pieces = [piece for text in texts for piece in text]
    terms: list[list[str]] = []
    joints: list[list[_Joint]] = []
    for text in texts:
        own = [words_of(piece) for piece in text]
        terms += own
        joints.append(list(_joints(own)))
    meeting = [[joint.pair] for own in joints for joint in own]
    words, parts = tfidf.counts([*terms, *meeting], [*pieces, *([""] * len(meeting))])
    held = _held([len(text) for text in texts], joints, len(pieces))
    return tfidf.weigh(held @ words, held @ parts)


def _joints(terms: Sequence[Sequence[str]]) -> Iterator[_Joint]:
    """The pairs of words that meet where pieces do; a piece may be without a word."""
    # Of n words and n − 1 pairs, the words come first.
    ends = [(place, own[0], own[len(own) // 2]) for place, own in enumerate(terms) if own]
    for (left, _, last), (right, first, _) in pairwise(ends):
        yield _Joint(left, right, f"{last} {first}")


def _held(lengths: Sequence[int], joints: Sequence[Sequence[_Joint]], joint: int) -> Any:
    """Which pieces and joints each half holds, one sparse row per half.

    lengths: pieces of each text. joint: the number of the first joint.
    """
    columns: list[int] = []
    ends = [0]
    start = 0
    for length, own in zip(lengths, joints, strict=True):
        for cut in range(1, length):
            columns += range(start, start + cut)
            columns += [joint + i for i, each in enumerate(own) if each.right < cut]
            ends.append(len(columns))
            columns += range(start + cut, start + length)
            columns += [joint + i for i, each in enumerate(own) if each.left >= cut]
            ends.append(len(columns))
        start += length
        joint += len(own)
    ones = np.ones(len(columns), dtype=np.int32)
    return sparse(ones, np.array(columns, dtype=np.int32), np.array(ends), joint)
