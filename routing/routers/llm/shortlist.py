"""The likeliest categories of a ticket: of many, the model is shown ten and the nearest examples.

What a category is like is learned from labelled tickets by their words and pieces of words; a
ticket is never held against itself, its near-duplicates or the rest of its own fold. On banking77's
training set the actual category stands among the ten in 99.5 of 100 (benchmarks/shortlist.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.routers.llm.examples import FOLDS, SHOWN_NEAREST, History, Pairs
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONG: Final = 10
# The nearest tickets of a category count as much as what its tickets have in common.
NEAREST: Final = 3


class Shortlist:
    """Chooses categories and examples for a ticket; those without any label are always shown."""

    def __init__(self, taxonomy: Taxonomy, history: History, length: int = LONG) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - slow import
        from sklearn.pipeline import make_union  # noqa: PLC0415

        self._names = taxonomy.names
        self._history = history
        self._length = length
        self.fingerprint = f"{history.fingerprint('shortlist')}-{length}"
        self._reads: Any = make_union(
            TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), dtype=np.float32),
            TfidfVectorizer(
                analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32
            ),
        )
        self._vectors = self._reads.fit_transform([t.text for t in history.tickets]).tocsr()
        place = {name: i for i, name in enumerate(self._names)}
        self._labels = np.array([place[str(t.category)] for t in history.tickets])
        self._folds = np.array([history.fold_of[t.key] for t in history.tickets])
        self._unlabelled = np.setdiff1d(np.arange(len(self._names)), self._labels)
        self._centres = {fold: self._centre(fold) for fold in range(-1, FOLDS)}

    def for_ticket(self, ticket: Ticket) -> Pairs:
        """The nearest examples of the likeliest categories, the most like it last."""
        asked = self._reads.transform([ticket.text])
        likeness = self._likeness(ticket, asked)
        shown = {self._names.index(name) for name in self._likeliest(ticket, asked, likeness)}
        best = [
            int(row)
            for row in np.argsort(-likeness, kind="stable")[: 8 * SHOWN_NEAREST]
            if self._labels[row] in shown and likeness[row] > 0
        ]
        return tuple(
            self._history.pair(self._history.tickets[row]) for row in best[:SHOWN_NEAREST][::-1]
        )

    def categories(self, ticket: Ticket) -> tuple[str, ...]:
        """The likeliest categories in the order of the taxonomy; all of a short one."""
        asked = self._reads.transform([ticket.text])
        return self._likeliest(ticket, asked, self._likeness(ticket, asked))

    def _likeliest(
        self, ticket: Ticket, asked: Any, likeness: NDArray[np.float32]
    ) -> tuple[str, ...]:
        if len(self._names) <= self._length:
            return self._names
        nearest = np.zeros(len(self._names), dtype=np.float32)
        order = np.argsort(-likeness, kind="stable")
        taken = np.zeros(len(self._names), dtype=int)
        for row in order[: 40 * NEAREST].tolist():
            label = self._labels[row]
            if taken[label] < NEAREST:
                nearest[label] += likeness[row] / NEAREST
                taken[label] += 1
        fold = self._history.fold_of.get(ticket.key, -1)
        common = (self._centres[fold] @ asked.T).toarray().ravel()
        likeliest = np.argsort(-(nearest + common), kind="stable")[: self._length]
        shown = np.union1d(likeliest, self._unlabelled)
        return tuple(self._names[i] for i in shown.tolist())

    def _likeness(self, ticket: Ticket, asked: Any) -> NDArray[np.float32]:
        """Cosines with all labelled tickets but those of its own fold, by two ways of reading."""
        found: NDArray[np.float32] = (self._vectors @ asked.T).toarray().ravel() / 2
        found[self._folds == self._history.fold_of.get(ticket.key, -1)] = 0.0
        return found

    def _centre(self, fold: int) -> Any:
        """What the tickets of each category outside a fold have in common, of length one."""
        from scipy.sparse import csr_matrix  # noqa: PLC0415 - slow to import
        from sklearn.preprocessing import normalize  # noqa: PLC0415

        rows = np.flatnonzero(self._folds != fold)
        ones = np.ones(rows.size, dtype=np.float32)
        members = csr_matrix(
            (ones, (self._labels[rows], np.arange(rows.size))), (len(self._names), rows.size)
        )
        return normalize(members @ self._vectors[rows]) / np.float32(np.sqrt(2))
