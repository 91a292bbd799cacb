"""Labelled examples for the prompt, a fixed few or the nearest; never from the same fold."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.evaluation.folds import assign_folds, group_near_duplicates
from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDS: Final = 5
SHOWN: Final = 8
SHOWN_NEAREST: Final = 4
SAME_CATEGORY: Final = 2
# Examples are there to show what a category is like, not to be read in full.
MAX_LENGTH: Final = 400
MIN_LENGTH: Final = 30

Text = Callable[[Ticket], str]
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class History:
    """Labelled tickets with the folds that keep a ticket and its near-duplicates together.

    text: what of a ticket may leave this machine.
    """

    tickets: tuple[Ticket, ...]
    fold_of: dict[int, int] = field(repr=False)
    text: Text

    @classmethod
    def of(cls, taxonomy: Taxonomy, labelled: Sequence[Ticket], text: Text) -> History:
        """Those of the labelled tickets whose category is in the taxonomy."""
        known = tuple(t for t in labelled if t.category in taxonomy.names and t.text)
        if not known:
            return cls((), {}, text)
        groups = group_near_duplicates([ticket.text for ticket in known])
        folds = assign_folds([ticket.category for ticket in known], groups, FOLDS)
        return cls(known, {t.key: int(f) for t, f in zip(known, folds, strict=True)}, text)

    def pair(self, ticket: Ticket) -> tuple[str, str]:
        """A ticket as an example."""
        return self.text(ticket)[:MAX_LENGTH], str(ticket.category)

    def fingerprint(self, kind: str) -> str:
        """Hash of the tickets, their labels and how examples are chosen."""
        told = repr([(t.key, t.category, t.text, self.fold_of[t.key]) for t in self.tickets])
        return hashlib.blake2b(
            f"{kind}\0{told}".encode("utf-8", "replace"), digest_size=12
        ).hexdigest()


class StaticExamples:
    """The same few examples for all tickets of a fold, drawn from the other folds."""

    def __init__(self, history: History) -> None:
        self._history = history
        self.fingerprint = history.fingerprint("static")
        self._by_fold = {fold: self._chosen(fold) for fold in range(-1, FOLDS)}

    def for_ticket(self, ticket: Ticket) -> Pairs:
        """Pairs of text and category."""
        return self._by_fold[self._history.fold_of.get(ticket.key, -1)]

    def categories(self, _ticket: Ticket) -> tuple[str, ...]:
        """All."""
        return ()

    def _chosen(self, fold: int) -> Pairs:
        """One per category in turn, the shortest that say something."""
        by_category: dict[str, list[Ticket]] = defaultdict(list)
        for ticket in self._history.tickets:
            if self._history.fold_of[ticket.key] != fold and len(ticket.text) >= MIN_LENGTH:
                by_category[str(ticket.category)].append(ticket)
        ranked = [
            sorted(tickets, key=lambda t: (len(t.text), t.key)) for tickets in by_category.values()
        ]
        # A quarter up from the shortest: short, but not the odd one-liner.
        typical = [tickets[len(tickets) // 4 :] for tickets in ranked]
        rounds = [tickets[i] for i in range(SHOWN) for tickets in typical if i < len(tickets)]
        return tuple(self._history.pair(ticket) for ticket in rounds[:SHOWN])


class NearestExamples:
    """The labelled tickets most like this one by their words, near-duplicates of it left out."""

    def __init__(self, history: History) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - slow import

        self._history = history
        self.fingerprint = history.fingerprint("nearest")
        self._vectorizer: Any = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=1)
        self._vectors = self._vectorizer.fit_transform([t.text for t in history.tickets])
        self._folds: NDArray[np.intp] = np.array([history.fold_of[t.key] for t in history.tickets])

    def for_ticket(self, ticket: Ticket) -> Pairs:
        """Pairs of text and category, the most like it last, where a model minds it most."""
        likeness = (self._vectors @ self._vectorizer.transform([ticket.text]).T).toarray().ravel()
        likeness[self._folds == self._history.fold_of.get(ticket.key, -1)] = 0.0
        best: list[Ticket] = []
        for row in np.argsort(-likeness, kind="stable"):
            candidate = self._history.tickets[int(row)]
            same = sum(chosen.category == candidate.category for chosen in best)
            if likeness[row] <= 0 or len(best) == SHOWN_NEAREST:
                break
            if same < SAME_CATEGORY:
                best.append(candidate)
        return tuple(self._history.pair(chosen) for chosen in reversed(best))

    def categories(self, _ticket: Ticket) -> tuple[str, ...]:
        """All."""
        return ()
