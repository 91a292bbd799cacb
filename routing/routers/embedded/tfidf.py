"""Texts as sparse rows of the words and pieces of words in them (TF-IDF).

What a text's row holds depends on that text alone, so its companions change nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    # Of each value the row, the column and the value, in that order of rows.
    Rows = tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]

MAX_CHARACTERS: Final = 4_000
MANY_TEXTS: Final = 1_000
PIECE_LENGTHS: Final = (2, 3, 4)
MAX_CACHED_WORDS: Final = 50_000
_WORD: Final = re.compile(r"\b\w\w+\b")


def words_of(text: str) -> list[str]:
    """The words of two letters and more, and the pairs of neighbouring ones.

    >>> words_of("Where is my CARD")
    ['where', 'is', 'my', 'card', 'where is', 'is my', 'my card']
    """
    words = _WORD.findall(text[:MAX_CHARACTERS].lower())
    return words + [f"{one} {other}" for one, other in pairwise(words)]


def chunks_of(text: str) -> list[str]:
    """What stands between white space, the source of `pieces_of`."""
    return text[:MAX_CHARACTERS].lower().split()


def pieces_of(chunk: str) -> list[str]:
    """Pieces of 2 to 4 letters, with the blanks around; they forgive typos and inflection.

    >>> pieces_of("fee")
    [' f', 'fe', 'ee', 'e ', ' fe', 'fee', 'ee ', ' fee', 'fee ']
    """
    padded = f" {chunk} "
    pieces = []
    for length in PIECE_LENGTHS:
        pieces += [padded[i : i + length] for i in range(max(1, len(padded) - length + 1))]
        if length >= len(padded):
            break
    return pieces


class Vocabulary:
    """The terms that count, in alphabetical order, each with its inverse document frequency."""

    def __init__(self, terms: Sequence[str], idf: NDArray[np.float32]) -> None:
        self.terms = tuple(terms)
        self.idf = idf
        self.columns = {term: column for column, term in enumerate(self.terms)}

    @classmethod
    def fit(cls, texts: Iterable[Iterable[str]], max_terms: int) -> Vocabulary:
        """Learn from texts given as terms; at most so many terms stay, the frequent ones first."""
        in_texts: Counter[str] = Counter()
        in_all: Counter[str] = Counter()
        count = 0
        for terms in texts:
            own = Counter(terms)
            in_all.update(own)
            in_texts.update(own.keys())
            count += 1
        # Rare terms cost memory and say little once there are many texts.
        min_texts = 2 if count >= MANY_TEXTS else 1
        kept = [term for term, texts_with_it in in_texts.items() if texts_with_it >= min_texts]
        kept = sorted(sorted(kept, key=lambda term: (-in_all[term], term))[:max_terms])
        frequency = np.array([in_texts[term] for term in kept], dtype=np.float64)
        idf = np.log((1 + count) / (1 + frequency)) + 1
        return cls(kept, idf.astype(np.float32))

    def columns_of(self, terms: Iterable[str]) -> list[int]:
        """The columns of the known ones among some terms."""
        return [column for column in map(self.columns.get, terms) if column is not None]

    def rows(self, texts: Sequence[Sequence[int]]) -> Rows:
        """The columns found in each text as rows of length 1: (1 + ln count) · inverse frequency.

        All are counted at once; the length of a row is summed for itself, in its own order.
        """
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        flat = np.fromiter(chain.from_iterable(texts), np.int64, int(lengths.sum()))
        width = max(1, len(self.terms))
        row = np.repeat(np.arange(len(texts)), lengths)
        found, counts = np.unique(row * width + flat, return_counts=True)
        row, columns = np.divmod(found, width)
        values = ((1 + np.log(counts)) * self.idf[columns]).astype(np.float32)
        sizes = np.bincount(row, minlength=len(texts))
        ends = np.cumsum(sizes)
        squares = np.square(values)
        sums = [
            squares[end - size : end].sum()
            for end, size in zip(ends.tolist(), sizes.tolist(), strict=True)
        ]
        norms = np.sqrt(np.array(sums, dtype=np.float32))
        return row, columns.astype(np.int32), values / np.repeat(norms, sizes)


class TfIdf:
    """Words, word pairs and pieces of words of a text, as one sparse row of length 1."""

    def __init__(self, words: Vocabulary, pieces: Vocabulary) -> None:
        self.words = words
        self.pieces = pieces
        self._width = len(words.terms) + len(pieces.terms)
        self._piece_columns: dict[str, list[int]] = {}

    @classmethod
    def fit(cls, texts: Sequence[str], max_terms: int) -> TfIdf:
        """Learn which words and which pieces count, at most so many of either."""
        return cls(
            Vocabulary.fit(map(words_of, texts), max_terms),
            Vocabulary.fit(map(_all_pieces(), texts), max_terms),
        )

    def features(self, texts: Sequence[str]) -> Any:
        """One sparse row per text, of length 1, or empty when nothing in it is known."""
        words = self.words.rows([self.words.columns_of(words_of(text)) for text in texts])
        pieces = self.pieces.rows([self._pieces(text) for text in texts])
        halves = [np.bincount(row, minlength=len(texts)) for row, _, _ in (words, pieces)]
        row = np.concatenate([words[0], pieces[0]])
        columns = np.concatenate([words[1], pieces[1] + np.int32(len(self.words.terms))])
        # Each half has length 1 by itself.
        both = np.sqrt(np.maximum(1, np.sum(np.minimum(halves, 1), axis=0))).astype(np.float32)
        values = np.concatenate([words[2], pieces[2]]) / both[row]
        order = np.argsort(row, kind="stable")
        ends = np.concatenate([[0], np.cumsum(halves[0] + halves[1])])
        return sparse(values[order], columns[order], ends, self._width)

    def words_only(self, features: Any) -> Any:
        """Rows of `features` without the pieces of words, brought to length 1."""
        count = len(self.words.terms)
        is_word = features.indices < count
        ends = np.concatenate([[0], np.cumsum(is_word)])[features.indptr]
        own = np.diff(ends)
        # Each half had length 1 before they were joined.
        both = (own > 0) & (own < np.diff(features.indptr))
        factor = np.where(both, np.float32(np.sqrt(2)), np.float32(1))
        values = features.data[is_word] * np.repeat(factor, own)
        return sparse(values, features.indices[is_word], ends, count)

    def _pieces(self, text: str) -> list[int]:
        found: list[int] = []
        for chunk in chunks_of(text):
            columns = self._piece_columns.get(chunk)
            if columns is None:
                columns = self.pieces.columns_of(pieces_of(chunk))
                if len(self._piece_columns) < MAX_CACHED_WORDS:
                    self._piece_columns[chunk] = columns
            found += columns
        return found


def sparse(
    values: NDArray[np.float32], columns: NDArray[np.int32], ends: NDArray[np.intp], width: int
) -> Any:
    """A sparse matrix by rows; `ends` starts with 0."""
    from scipy.sparse import csr_array  # noqa: PLC0415 (slow to import)

    return csr_array(
        (values, columns, ends.astype(np.int32)), shape=(len(ends) - 1, width), copy=False
    )


def _all_pieces() -> Callable[[str], list[str]]:
    """Gives the pieces of a text; what was found for a chunk is kept while learning."""
    known: dict[str, list[str]] = {}

    def pieces(text: str) -> list[str]:
        found: list[str] = []
        for chunk in chunks_of(text):
            own = known.get(chunk)
            if own is None:
                own = known[chunk] = pieces_of(chunk)
            found += own
        return found

    return pieces
