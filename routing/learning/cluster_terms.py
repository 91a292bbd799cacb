"""The words that set a cluster apart from the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from routing.routers.embedded.language import is_small_in_any_language

READ: Final = 2_000
MAX_WORDS: Final = 20_000
SMOOTHING: Final = 4.0
WORD: Final = r"(?u)\b[^\W\d_]{3,}\b"


def telling_terms(groups: Sequence[Sequence[str]], most: int = 6) -> list[tuple[str, ...]]:
    """Of each group of texts the words and word pairs that are frequent there and rare elsewhere.

    A word counts once a ticket. Its score is its share of the group's tickets times the logarithm
    of how much larger that is than its share of the others: frequent here, and not there.

    >>> telling_terms([["refund the invoice", "invoice wrong"], ["card lost", "lost card"]], 1)
    [('invoice',), ('card',)]
    """
    from sklearn.feature_extraction.text import CountVectorizer  # noqa: PLC0415 (slow to import)

    texts = [text[:READ] for group in groups for text in group]
    owner = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    counter = CountVectorizer(
        ngram_range=(1, 2), max_features=MAX_WORDS, token_pattern=WORD,
    )  # fmt: skip
    try:
        seen = (counter.fit_transform(texts) > 0).astype(np.float64).tocsr()
    except ValueError:  # not one word in it
        return [() for _ in groups]
    here = np.vstack([np.asarray(seen[owner == i].sum(axis=0)) for i in range(len(groups))])
    sizes = np.bincount(owner, minlength=len(groups))[:, None]
    total = here.sum(axis=0)
    # A few tickets with the usual share are added: a word of a single ticket is no sensation.
    usual = SMOOTHING * total / len(texts)
    share = (here + usual) / (sizes + SMOOTHING)
    elsewhere = (total - here + usual) / (len(texts) - sizes + SMOOTHING)
    scores = share * np.log(share / elsewhere)
    words = counter.get_feature_names_out()
    return [_chosen(words, row, most) for row in scores]


def _chosen(words: Sequence[str], scores: np.ndarray, most: int) -> tuple[str, ...]:
    kept: list[str] = []
    for i in np.argsort(-scores, kind="stable"):
        word = words[i]
        if len(kept) == most or scores[i] <= 0:
            break
        if any(is_small_in_any_language(part) for part in word.split()):
            continue
        if not any(word in other or other in word for other in kept):
            kept.append(word)
    return tuple(kept)
