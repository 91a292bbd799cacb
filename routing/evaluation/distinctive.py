"""The words that tell some texts from others, with how often each occurs in both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.routers.embedded.lexical import telling

if TYPE_CHECKING:
    from numpy.typing import NDArray

READ: Final = 2_000
MAX_WORDS: Final = 20_000
MIN_TICKETS: Final = 3
BY_CHANCE: Final = 0.1
PRIOR: Final = 100.0
WORD: Final = r"(?u)\b[^\W\d_]{3,}\b"


@dataclass(frozen=True, slots=True)
class Term:
    """A word or word pair; here, elsewhere: tickets that hold it, of n_here and n_elsewhere.

    z: log-odds ratio over its standard error.
    """

    words: str
    here: int
    n_here: int
    elsewhere: int
    n_elsewhere: int
    z: float


def distinctive_terms(texts: Sequence[str], rest: Sequence[str], most: int = 8) -> tuple[Term, ...]:
    """The words that these texts hold clearly more often than the rest, the clearest first.

    Log-odds ratio with an informative Dirichlet prior from both together (Monroe, Colaresi and
    Quinn 2008, "Fightin' Words"), on the number of texts that hold a word: one that is repeated
    all over a single ticket is no better a word. Many words are looked at, so as many are listed
    as keep the share expected to be there by chance at a tenth (Benjamini and Hochberg 1995).

    >>> found = distinctive_terms(["card stolen", "stolen card"] * 9, ["wrong invoice"] * 18, 1)
    >>> found[0].words, found[0].here, found[0].elsewhere
    ('card', 18, 0)
    """
    counted = _counted([*texts, *rest])
    if counted is None or not texts:
        return ()
    seen, words = counted
    here = np.asarray(seen[: len(texts)].sum(axis=0)).ravel().astype(np.float64)
    elsewhere = np.asarray(seen[len(texts) :].sum(axis=0)).ravel().astype(np.float64)
    scores = log_odds(here, elsewhere)
    place = {word: i for i, word in enumerate(words)}
    clear = _clear(scores, here >= MIN_TICKETS)
    chosen = telling((words[i] for i in np.argsort(-scores, kind="stable") if clear[i]), most)
    return tuple(
        Term(
            word, int(here[place[word]]), len(texts), int(elsewhere[place[word]]), len(rest),
            float(scores[place[word]]),
        )
        for word in chosen
    )  # fmt: skip


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


def _clear(scores: NDArray[np.float64], candidates: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of the candidates are larger than chance explains, all of them looked at together."""
    from scipy.stats import false_discovery_control, norm  # noqa: PLC0415 (slow to import)

    clear = np.zeros(len(scores), dtype=bool)
    if candidates.any():
        clear[candidates] = false_discovery_control(norm.sf(scores[candidates])) <= BY_CHANCE
    return clear


def _counted(texts: Sequence[str]) -> tuple[Any, Sequence[str]] | None:
    """Which words and word pairs stand in which text; None where there is no word at all."""
    from sklearn.feature_extraction.text import CountVectorizer  # noqa: PLC0415 (slow to import)

    counter = CountVectorizer(
        ngram_range=(1, 2), max_features=MAX_WORDS, token_pattern=WORD, binary=True
    )
    try:
        return counter.fit_transform([t[:READ] for t in texts]), counter.get_feature_names_out()
    except ValueError:
        return None
