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
from routing.fields.head import COLUMN_WEIGHT, EVERYWHERE, READ, LearnedHead
from routing.ticket import Ticket

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_WORDS: Final = 50_000
MAX_LEARNED: Final = 20_000
FOLDS: Final = 5
MIN_LABELS: Final = 20
TextOf = Callable[[Ticket], str]


@dataclass(frozen=True, slots=True, eq=False)
class TicketWords:
    """Tickets as numbers that every head may read.

    vectors: what reads texts. tfidf: TF-IDF of their texts, one row each.
    """

    tickets: Sequence[Ticket]
    texts: Sequence[str]
    vectors: Any
    tfidf: Any

    @classmethod
    def read(cls, tickets: Sequence[Ticket], text: TextOf) -> TicketWords:
        """Read the tickets once for all heads."""
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - slow

        texts = [text(ticket)[:READ] for ticket in tickets]
        vectors = TfidfVectorizer(sublinear_tf=True, max_features=MAX_WORDS)
        rows = vectors.fit_transform([f"{each} {EVERYWHERE}" for each in texts])
        return cls(tickets, texts, vectors, rows)

    def with_columns(self, columns: Sequence[str]) -> tuple[Any, tuple[str, ...]]:
        """The rows with a place for each value of these columns, and the names of these places."""
        if not columns:
            return self.tfidf, ()
        from scipy.sparse import hstack  # noqa: PLC0415 - slow to import
        from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415

        rows = [
            {f"{name}={value}": COLUMN_WEIGHT
             for name in columns if (value := value_of(ticket, name))}
            for ticket in self.tickets
        ]  # fmt: skip
        places = DictVectorizer()
        both = hstack([self.tfidf, places.fit_transform(rows)]).tocsr()
        return both, tuple(map(str, places.feature_names_))


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
    rows, _ = words.with_columns(field.read)
    truth = np.array([label or "" for label in labels])
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


def head_of(field: Field, words: TicketWords) -> LearnedHead | None:
    """What answers tickets without a label, learned from all labels; None where fewer than twenty.

    It answers as `learn` does, without what it was learned by.
    """
    labels = [field.actual(ticket) for ticket in words.tickets]
    known = np.array([label is not None for label in labels])
    if known.sum() < MIN_LABELS:
        return None
    rows, columns = words.with_columns(field.read)
    truth = np.array([label or "" for label in labels])
    model = _fit(rows[known], truth[known])
    terms = tuple(map(str, words.vectors.get_feature_names_out()))
    idf = np.asarray(words.vectors.idf_, dtype=np.float32)
    if model is None:
        nothing = np.zeros((len(terms) + len(columns), 1), dtype=np.float32)
        return LearnedHead(terms, columns, (_commonest(truth[known]),), idf, nothing, nothing[0])
    weights, bias = model.coef_, model.intercept_
    if len(weights) == 1:  # of two classes, only the second has weights
        weights, bias = np.vstack([0 * weights, weights]), np.concatenate([0 * bias, bias])
    return LearnedHead(
        terms, columns, tuple(map(str, model.classes_)), idf,
        np.ascontiguousarray(weights.T, dtype=np.float32), bias.astype(np.float32),
    )  # fmt: skip


def _answer(learnt: Any, truth: NDArray[Any], asked: Any) -> tuple[NDArray[Any], NDArray[Any]]:
    """Learn from some rows and answer others: the values and their probabilities."""
    model = _fit(learnt, truth)
    if model is None:
        return np.full(asked.shape[0], _commonest(truth)), np.zeros(asked.shape[0])
    shares = model.predict_proba(asked)
    return model.classes_[shares.argmax(axis=1)], shares.max(axis=1)


def _fit(learnt: Any, truth: NDArray[Any]) -> Any:
    """The fitted regression; None where one value leaves nothing to tell apart."""
    step = max(1, truth.size // MAX_LEARNED)
    learnt, truth = learnt[::step], truth[::step]
    if len(set(truth)) < 2:  # noqa: PLR2004
        return None
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - slow to import

    return LogisticRegression(C=10, tol=1e-3, max_iter=300).fit(learnt, truth)


def _commonest(truth: NDArray[Any]) -> str:
    common = Counter(truth.tolist()).most_common(1)
    return str(common[0][0]) if common else ""
