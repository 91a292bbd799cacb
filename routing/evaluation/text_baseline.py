"""The baseline of the textbook: TF-IDF with logistic regression, scored out of fold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from routing.errors import EvaluationError
from routing.evaluation.dial.certify import Counts

READ: Final = 4000
MAX_WORDS: Final = 50_000
MAX_TICKETS: Final = 20_000


def tfidf_predictions(
    texts: Sequence[str],
    labels: Sequence[str],
    folds: Counts,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> list[str]:
    """What TF-IDF with logistic regression predicts for each ticket, learnt on the other folds.

    folds: the fold of each ticket, near-duplicates in one (see `assign_folds`).
    progress: called before each fold with the folds done so far, and their number.
    Only the first 4,000 characters of a text are read, and at most about 20,000 evenly spread
    tickets are learnt from, so that it stays a matter of a minute. Where the other folds hold no
    word, or one category only, the commonest category is the prediction.

    Raises EvaluationError if there are not at least two folds.

    >>> texts = ["refund my invoice", "invoice is wrong", "app crashes", "crashes on start"] * 2
    >>> folds = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    >>> tfidf_predictions(texts, ["b", "b", "t", "t"] * 2, folds)[:3]
    ['b', 'b', 't']
    """
    if np.unique(folds).size < 2:  # noqa: PLR2004 - one fold leaves nothing to learn from
        raise EvaluationError("The TF-IDF baseline needs labelled tickets in at least two folds.")
    read = np.array([text[:READ] for text in texts], dtype=object)
    known = np.array(labels, dtype=object)
    predicted = np.empty(len(texts), dtype=object)
    parts = np.unique(folds)
    for done, fold in enumerate(parts):
        progress(done, len(parts))
        held_out = folds == fold
        learnt = np.flatnonzero(~held_out)
        learnt = learnt[:: max(1, learnt.size // MAX_TICKETS)]
        predicted[held_out] = _learn(read[learnt], known[learnt])(read[held_out])
    return [str(label) for label in predicted]


def _learn(texts: Any, labels: Any) -> Any:
    """A function from texts to labels."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - slow to import
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415

    if len(set(labels)) == 1:
        return lambda asked: [labels[0]] * len(asked)
    model = make_pipeline(
        TfidfVectorizer(sublinear_tf=True, max_features=MAX_WORDS),
        LogisticRegression(C=10, tol=1e-3),
    )
    try:
        return model.fit(texts, labels).predict
    except ValueError:  # no text holds a word
        commonest = Counter(labels).most_common(1)[0][0]
        return lambda asked: [commonest] * len(asked)
