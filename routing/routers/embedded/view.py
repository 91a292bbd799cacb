"""Tickets as the models see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class View:
    """Some tickets as the models see them.

    features: their words, from `Model.features`; None when nothing was learned from words.
    vectors: their embeddings; None when they were not asked for or there is no model for it.
    """

    texts: Sequence[str]
    features: Any
    vectors: NDArray[np.float32] | None = None
