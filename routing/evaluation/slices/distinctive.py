"""The words that tell some texts from others: looked for on one half, tested on the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.language import informative

if TYPE_CHECKING:
    from numpy.typing import NDArray

READ: Final = 2_000
MAX_WORDS: Final = 20_000
MIN_TICKETS: Final = 3
FALSE_CLAIMS: Final = 0.05
PRIOR: Final = 100.0
WORD: Final = r"(?u)\b[^\W\d_]{3,}\b"


@dataclass(frozen=True, slots=True)
class Term:
    """A word or word pair; here, elsewhere: tickets that hold it, of n_here and n_elsewhere.

    p: chance to see it so much more often here, were it as frequent on both sides.
    """

    words: str
    here: int
    n_here: int
    elsewhere: int
    n_elsewhere: int
    p: float

    @property
    def share_here(self) -> float:
        """The share of the tickets here that hold it."""
        return self.here / max(1, self.n_here)

    @property
    def share_elsewhere(self) -> float:
        """The share of the tickets elsewhere that hold it.

        >>> Term("refund", here=3, n_here=4, elsewhere=0, n_elsewhere=0, p=0.2).share_elsewhere
        0.0
        """
        return self.elsewhere / max(1, self.n_elsewhere)


def candidate_terms(texts: Sequence[str], rest: Sequence[str], most: int = 8) -> tuple[str, ...]:
    """The words that these texts hold more often than the rest, the clearest first; no claim yet.

    Log-odds ratio with an informative Dirichlet prior from both together (Monroe, Colaresi and
    Quinn 2008, "Fightin' Words"), on the number of texts that hold a word: one that is repeated
    all over a single ticket is no better a word.

    >>> candidate_terms(["card stolen", "stolen card"] * 9, ["wrong invoice"] * 18, 1)
    ('card',)
    """
    counted = _counted([*texts, *rest])
    if counted is None or not texts:
        return ()
    seen, words = counted
    here = np.asarray(seen[: len(texts)].sum(axis=0)).ravel().astype(np.float64)
    elsewhere = np.asarray(seen[len(texts) :].sum(axis=0)).ravel().astype(np.float64)
    scores = log_odds(here, elsewhere)
    likely = (here >= MIN_TICKETS) & (scores > 0)
    return informative((words[i] for i in np.argsort(-scores, kind="stable") if likely[i]), most)


def confirmed_terms(
    candidates: Sequence[Sequence[str]], texts: Sequence[str], rest: Sequence[str]
) -> list[tuple[Term, ...]]:
    """Of each list of candidates those that hold on texts they were not chosen on.

    Fisher's exact test, one-sided, of the number of texts that hold a word; over all lists
    together at most one claim in twenty is false (Benjamini and Hochberg 1995), and where there
    is nothing to be found, in at most one of twenty cases is anything claimed at all.
    """
    from scipy.stats import false_discovery_control, hypergeom  # noqa: PLC0415 (slow to import)

    words = sorted({word for group in candidates for word in group})
    counted = _counted([*texts, *rest], words)
    if counted is None or not texts:
        return [() for _ in candidates]
    seen = counted[0]
    here = np.asarray(seen[: len(texts)].sum(axis=0)).ravel()
    elsewhere = np.asarray(seen[len(texts) :].sum(axis=0)).ravel()
    n, total = len(texts), len(texts) + len(rest)
    p = np.clip(hypergeom.sf(here - 1, total, here + elsewhere, n), 0.0, 1.0)
    clear = false_discovery_control(p) <= FALSE_CLAIMS
    terms = {
        word: Term(word, int(here[i]), n, int(elsewhere[i]), len(rest), float(p[i]))
        for i, word in enumerate(words)
        if clear[i]
    }
    return [tuple(terms[word] for word in group if word in terms) for group in candidates]


def log_odds(here: NDArray[np.float64], elsewhere: NDArray[np.float64]) -> NDArray[np.float64]:
    """The z of each word from its counts in both; positive where it belongs here.

    >>> log_odds(np.array([30.0, 10.0]), np.array([10.0, 30.0])).round(1).tolist()
    [3.4, -3.4]
    """
    both = here + elsewhere
    prior = PRIOR * both / max(both.sum(), 1.0) + 1e-9
    total = prior.sum()
    odds = np.log((here + prior) / (here.sum() + total - here - prior))
    odds -= np.log((elsewhere + prior) / (elsewhere.sum() + total - elsewhere - prior))
    z: NDArray[np.float64] = odds / np.sqrt(1 / (here + prior) + 1 / (elsewhere + prior))
    return z


def _counted(
    texts: Sequence[str], words: Sequence[str] | None = None
) -> tuple[Any, Sequence[str]] | None:
    """Which words and word pairs stand in which text; None where there is no word at all.

    words: only these.
    """
    from sklearn.feature_extraction.text import CountVectorizer  # noqa: PLC0415 (slow to import)

    counter = CountVectorizer(
        ngram_range=(1, 2), max_features=MAX_WORDS, token_pattern=WORD, binary=True,
        vocabulary=words,
    )  # fmt: skip
    try:
        return counter.fit_transform([t[:READ] for t in texts]), counter.get_feature_names_out()
    except ValueError:
        return None
