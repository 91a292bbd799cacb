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

    def counts(self, texts: Sequence[Sequence[int]]) -> Any:
        """How often each column was found in each text, one sparse row per text."""
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        flat = np.fromiter(chain.from_iterable(texts), np.int32, int(lengths.sum()))
        ones = np.ones(len(flat), dtype=np.int32)
        counts = sparse(ones, flat, np.concatenate([[0], np.cumsum(lengths)]), len(self.terms))
        counts.sum_duplicates()
        return counts

    def weigh(self, counts: Any) -> NDArray[np.float32]:
        """The values of rows of counts, each row of length 1: (1 + ln count) · inverse frequency.

        The length of a row is summed for itself, in its own order.
        """
        found = counts.data
        logs = 1 + np.log(np.arange(1, int(found.max(initial=0)) + 1))
        values = (logs[found - 1] * self.idf[counts.indices]).astype(np.float32)
        squares = np.square(values)
        sums = [squares[start:end].sum() for start, end in pairwise(counts.indptr.tolist())]
        norms = np.sqrt(np.array(sums, dtype=np.float32))
        return np.asarray(values / np.repeat(norms, np.diff(counts.indptr)))


class TfIdf:
    """Words, word pairs and pieces of words of a text, as one sparse row of length 1."""

    def __init__(self, words: Vocabulary, pieces: Vocabulary) -> None:
        self.words = words
        self.pieces = pieces
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
        return self.weigh(*self.counts([words_of(text) for text in texts], texts))

    def counts(self, terms: Sequence[Sequence[str]], texts: Sequence[str]) -> tuple[Any, Any]:
        """How often known words and pieces stand in some texts, one sparse row per text of each.

        terms: their words and pairs of words.
        """
        pieces = self._pieces(texts)
        pieces.sort_indices()
        return self.words.counts([self.words.columns_of(own) for own in terms]), pieces

    def weigh(self, words: Any, pieces: Any) -> Any:
        """Rows of counts as rows of length 1."""
        from scipy.sparse import hstack  # noqa: PLC0415 (slow to import)

        parts = []
        # Each half has length 1 by itself.
        both = (np.diff(words.indptr) > 0) & (np.diff(pieces.indptr) > 0)
        factor = np.where(both, np.sqrt(np.float32(2)), np.float32(1))
        for counts, vocabulary in ((words, self.words), (pieces, self.pieces)):
            values = vocabulary.weigh(counts) / np.repeat(factor, np.diff(counts.indptr))
            parts.append(sparse(values, counts.indices, counts.indptr, counts.shape[1]))
        return hstack(parts, format="csr")

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

    def _pieces(self, texts: Sequence[str]) -> Any:
        """Counts of pieces: each chunk of all these texts is looked up once."""
        places: dict[str, int] = {}
        chunks = [[places.setdefault(c, len(places)) for c in chunks_of(text)] for text in texts]
        lengths = np.fromiter(map(len, chunks), np.int64, len(chunks))
        flat = np.fromiter(chain.from_iterable(chunks), np.int32, int(lengths.sum()))
        ends = np.concatenate([[0], np.cumsum(lengths)])
        by_text = sparse(np.ones(len(flat), dtype=np.int32), flat, ends, len(places))
        return by_text @ self.pieces.counts([self._columns_of_chunk(c) for c in places])

    def _columns_of_chunk(self, chunk: str) -> list[int]:
        columns = self._piece_columns.get(chunk)
        if columns is None:
            columns = self.pieces.columns_of(pieces_of(chunk))
            if len(self._piece_columns) < MAX_CACHED_WORDS:
                self._piece_columns[chunk] = columns
        return columns


def sparse(
    values: NDArray[np.float32] | NDArray[np.int32],
    columns: NDArray[np.int32],
    ends: NDArray[np.intp],
    width: int,
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
