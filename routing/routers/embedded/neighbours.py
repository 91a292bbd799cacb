"""The labelled tickets nearest to a ticket: the precedent a person would look up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.examples import Examples
    from routing.taxonomy import Taxonomy

NAMED: Final = 2
AT_ONCE: Final = 256


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A labelled ticket and how near it is: the cosine, 1 for the same."""

    ticket_id: str
    category: str
    similarity: float


def nearest(
    rows: Any, known: Any, examples: Examples, taxonomy: Taxonomy
) -> list[tuple[Neighbour, ...]]:
    """The nearest examples of each ticket, nearest first.

    rows: the tickets, dense embeddings or sparse words, each row of length 1.
    known: the examples in the same form.
    """
    found: list[tuple[Neighbour, ...]] = []
    count = min(NAMED, len(examples))
    for start in range(0, rows.shape[0], AT_ONCE):
        cosines = _cosines(rows[start : start + AT_ONCE], known)
        best = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
        for i, columns in enumerate(best):
            ordered = sorted(columns, key=lambda j: (-cosines[i, j], j))
            found.append(tuple(_name(j, cosines[i, j], examples, taxonomy) for j in ordered))
    return found


def _cosines(rows: Any, known: Any) -> NDArray[np.float32]:
    product = rows @ known.T
    dense: NDArray[np.float32] = product.toarray() if hasattr(product, "toarray") else product
    return dense


def _name(j: int, similarity: float, examples: Examples, taxonomy: Taxonomy) -> Neighbour:
    category = taxonomy.names[examples.labels[j]]
    return Neighbour(examples.tickets[j].id, category, float(min(similarity, 1.0)))
