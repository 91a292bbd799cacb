"""The words that set a cluster apart from the others (class-based TF-IDF)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from routing.routers.embedded.language import is_small_word

READ: Final = 2_000
MOST_WORDS: Final = 20_000
WORD: Final = r"(?u)\b[^\W\d_]{3,}\b"


def telling_terms(groups: Sequence[Sequence[str]], most: int = 6) -> list[tuple[str, ...]]:
    """Of each group of texts the words and word pairs that are frequent there and rare elsewhere.

    A group's texts count as one long text; a word counts by its share there times the logarithm
    of how rare it is in all groups together.

    >>> telling_terms([["refund the invoice", "invoice wrong"], ["card lost", "lost card"]], 1)
    [('invoice',), ('card',)]
    """
    from sklearn.feature_extraction.text import CountVectorizer  # noqa: PLC0415 (slow to import)

    texts = [text[:READ] for group in groups for text in group]
    owner = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    counter = CountVectorizer(
        ngram_range=(1, 2), max_features=MOST_WORDS, token_pattern=WORD,
    )  # fmt: skip
    try:
        # A word counts once a ticket: one that is repeated all over is no better a word.
        seen = (counter.fit_transform(texts) > 0).astype(np.float64).tocsr()
    except ValueError:  # not one word in it
        return [() for _ in groups]
    counts = np.vstack([np.asarray(seen[owner == i].sum(axis=0)) for i in range(len(groups))])
    words = counter.get_feature_names_out()
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    rare = np.log1p(counts.sum() / len(groups) / np.maximum(counts.sum(axis=0), 1))
    return [_chosen(words, row, most) for row in shares * rare]


def _chosen(words: Sequence[str], scores: np.ndarray, most: int) -> tuple[str, ...]:
    kept: list[str] = []
    for i in np.argsort(-scores, kind="stable"):
        word = words[i]
        if len(kept) == most or scores[i] <= 0:
            break
        if any(is_small_word(part) for part in word.split()):
            continue
        if not any(word in other or other in word for other in kept):
            kept.append(word)
    return tuple(kept)
