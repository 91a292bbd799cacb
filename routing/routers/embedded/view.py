"""Tickets as the models see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class View:
    """Some tickets as a model sees them; made by `Model.view`.

    features: their words, one sparse row each; None when nothing was learned from words.
    words: what those words say, one row of probabilities each; None likewise.
    vectors: their embeddings; None when they were not asked for or there is no model for it.
    """

    texts: Sequence[str]
    features: Any
    words: NDArray[np.float32] | None
    vectors: NDArray[np.float32] | None = None

    def only(self, rows: NDArray[np.intp]) -> View:
        """The tickets of those rows."""
        return View(
            [self.texts[i] for i in rows.tolist()],
            None if self.features is None else self.features[rows],
            None if self.words is None else self.words[rows],
            None if self.vectors is None else self.vectors[rows],
        )

    def embedded(self, vectors: NDArray[np.float32]) -> View:
        """The same tickets with their embeddings."""
        return replace(self, vectors=vectors)
