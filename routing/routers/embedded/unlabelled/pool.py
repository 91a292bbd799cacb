"""The unlabelled tickets that something may be learned from, and when there is nothing to learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.routers.embedded import exact
from routing.routers.embedded.examples import TextOf
from routing.ticket import Ticket

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.embedder import Embeds, Progress

MAX_TICKETS: Final = 10_000
MIN_TICKETS: Final = 300
MIN_PER_CATEGORY: Final = 10


@dataclass(frozen=True, slots=True)
class Pool:
    """Unlabelled tickets, each text once. vectors: from `exact.embed`, one row a text."""

    texts: tuple[str, ...]
    vectors: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.texts)

    def only(self, rows: NDArray[np.intp]) -> Pool:
        """The tickets of those rows."""
        return Pool(tuple(self.texts[i] for i in rows), self.vectors[rows])


def needed(categories: int) -> int:
    """How many unlabelled tickets must be there before their neighbourhood helps.

    Fewer harm: on 77 categories, 50 tickets cost 8 points and 1,000 brought 5.

    >>> needed(5), needed(77)
    (300, 770)
    """
    return max(MIN_TICKETS, MIN_PER_CATEGORY * categories)


def texts_of(tickets: Sequence[Ticket], text: TextOf, *, without: Sequence[str] = ()) -> list[str]:
    """The texts to learn from: each once, in alphabetical order, a sample of more than 10,000.

    without: texts that are learned from anyway. The order of the tickets changes nothing.
    """
    distinct = {text(ticket) for ticket in tickets} - set(without)
    found = sorted(each for each in distinct if each.strip())
    if len(found) <= MAX_TICKETS:
        return found
    chosen = np.random.default_rng(0).choice(len(found), MAX_TICKETS, replace=False)
    return [found[i] for i in np.sort(chosen)]


def embedded(texts: Sequence[str], embedder: Embeds, progress: Progress | None = None) -> Pool:
    """The pool of these texts."""
    return Pool(tuple(texts), exact.embed(embedder, texts, progress))
