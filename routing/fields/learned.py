"""Heads that learn a field from labels: words of the text and columns beside it.

The words are read once for all heads (TF-IDF, which knows no label); each head is a logistic
regression of its own on them. Labelled tickets are answered out of fold, near-duplicates together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.evaluation.folds import assign_folds, group_near_duplicates
from routing.fields.definition import Field, value_of
from routing.ticket import Ticket

if TYPE_CHECKING:
    from numpy.typing import NDArray

READ: Final = 4_000
MAX_WORDS: Final = 50_000
MAX_LEARNED: Final = 20_000
FOLDS: Final = 5
MIN_LABELS: Final = 20
# A value of a column weighs as much as half a text does.
COLUMN_WEIGHT: Final = 0.5
TextOf = Callable[[Ticket], str]


@dataclass(frozen=True, slots=True, eq=False)
class TicketWords:
    """Tickets as numbers that every head may read: TF-IDF of their texts, one row each."""

    tickets: Sequence[Ticket]
    texts: Sequence[str]
    tfidf: Any

    @classmethod
    def read(cls, tickets: Sequence[Ticket], text: TextOf) -> TicketWords:
        """Read the tickets once for all heads."""
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - slow

        texts = [text(ticket)[:READ] for ticket in tickets]
        vectors = TfidfVectorizer(sublinear_tf=True, max_features=MAX_WORDS)
        # One word in every text, so that a desk of texts without any can be read, too.
        return cls(tickets, texts, vectors.fit_transform([f"{each} ticket" for each in texts]))

    def with_columns(self, columns: Sequence[str]) -> Any:
        """The rows with a place for each value of these columns."""
        if not columns:
            return self.tfidf
        from scipy.sparse import hstack  # noqa: PLC0415 - slow to import
        from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415

        rows = [
            {f"{name}={value}": COLUMN_WEIGHT
             for name in columns if (value := value_of(ticket, name))}
            for ticket in self.tickets
        ]  # fmt: skip
        return hstack([self.tfidf, DictVectorizer().fit_transform(rows)]).tocsr()


@dataclass(frozen=True, slots=True)
class Learned:
    """The answers of a head: per ticket the value and the confidence in it, from 0 to 1."""

    values: Sequence[str]
    confidence: Sequence[float]


def learn(field: Field, words: TicketWords) -> Learned | None:
    """Answer every ticket by its field's labels; None where fewer than twenty teach it.

    A ticket with a label is answered by a model that saw neither it nor its near-duplicates.
    """
    labels = [field.actual(ticket) for ticket in words.tickets]
    known = np.array([label is not None for label in labels])
    if known.sum() < MIN_LABELS:
        return None
    rows, truth = words.with_columns(field.read), np.array([label or "" for label in labels])
    places = np.flatnonzero(known)
    folds = assign_folds(
        [str(labels[i]) for i in places.tolist()],
        group_near_duplicates([words.texts[i] for i in places.tolist()]), FOLDS,
    )  # fmt: skip
    values = np.empty(len(labels), dtype=object)
    confidence = np.zeros(len(labels))
    parts = [(places[folds != fold], places[folds == fold]) for fold in range(FOLDS)]
    for learnt, asked in (*parts, (places, np.flatnonzero(~known))):
        if asked.size:
            values[asked], confidence[asked] = _answer(rows[learnt], truth[learnt], rows[asked])
    return Learned([str(value) for value in values], confidence.round(4).tolist())


def _answer(learnt: Any, truth: NDArray[Any], asked: Any) -> tuple[NDArray[Any], NDArray[Any]]:
    """Learn from some rows and answer others: the values and their probabilities."""
    step = max(1, truth.size // MAX_LEARNED)
    learnt, truth = learnt[::step], truth[::step]
    if len(set(truth)) < 2:  # noqa: PLR2004 - one value leaves nothing to tell apart
        common = Counter(truth).most_common(1)
        return np.full(asked.shape[0], common[0][0] if common else ""), np.zeros(asked.shape[0])
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - slow to import

    model = LogisticRegression(C=10, tol=1e-3, max_iter=300).fit(learnt, truth)
    shares = model.predict_proba(asked)
    return model.classes_[shares.argmax(axis=1)], shares.max(axis=1)
