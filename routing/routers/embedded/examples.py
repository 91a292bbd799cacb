"""What a router learns from: labelled tickets whose category is in the taxonomy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.taxonomy import Taxonomy
from routing.ticket import Ticket

if TYPE_CHECKING:
    from numpy.typing import NDArray

TextOf = Callable[[Ticket], str]
MAX_EXAMPLES: Final = 20_000


@dataclass(frozen=True, slots=True)
class Examples:
    """Labelled tickets side by side.

    labels: index of each ticket's category in the taxonomy.
    """

    tickets: tuple[Ticket, ...]
    texts: tuple[str, ...]
    labels: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.tickets)

    def only(self, rows: NDArray[np.intp]) -> Examples:
        """The examples of those rows, in that order."""
        return Examples(
            tuple(self.tickets[i] for i in rows),
            tuple(self.texts[i] for i in rows),
            self.labels[rows],
        )


def learnable(taxonomy: Taxonomy, history: Sequence[Ticket], text: TextOf) -> Examples:
    """The tickets of the history that have a text and a category of the taxonomy.

    Of more than 20,000 such tickets a sample is drawn that keeps every category's share:
    more teach hardly anything and cost time.
    """
    index = {name.casefold(): i for i, name in enumerate(taxonomy.names)}
    known = [t for t in history if t.category and t.category.strip().casefold() in index]
    pairs = [(ticket, text(ticket)) for ticket in known]
    pairs = [(ticket, words) for ticket, words in pairs if words.strip()]
    labels = [index[(t.category or "").strip().casefold()] for t, _ in pairs]
    all_of_them = Examples(
        tuple(t for t, _ in pairs), tuple(w for _, w in pairs), np.array(labels, dtype=np.intp)
    )
    return all_of_them.only(sample(all_of_them.labels, MAX_EXAMPLES))


def sample(labels: NDArray[np.intp], count: int, seed: int = 0) -> NDArray[np.intp]:
    """Row numbers of at most about `count` rows, in order, every label in its share.

    No label vanishes: each keeps at least one row.

    >>> sample(np.array([0, 0, 0, 0, 1, 1]), 3).size
    3
    """
    if len(labels) <= count:
        return np.arange(len(labels))
    random = np.random.default_rng(seed)
    kept = []
    for label in np.unique(labels):
        rows = np.flatnonzero(labels == label)
        share = max(1, int(len(rows) * count / len(labels)))
        kept.append(random.choice(rows, size=share, replace=False))
    return np.sort(np.concatenate(kept))
