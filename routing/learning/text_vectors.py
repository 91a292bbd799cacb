"""Texts as points: near one another where they speak of the same matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.routers.embedded.tfidf import TfIdf

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.embedder import Embeds, Progress

DIMENSIONS: Final = 100
MAX_FEATURES: Final = 20_000


def points(
    texts: Sequence[str], embedder: Embeds | None, progress: Progress | None = None
) -> NDArray[np.float32]:
    """One row of length 1 per text: its embedding, or without a model what its words say.

    Raises:
        RouterError: the model's files are not the ones expected.
    """
    return embedder.embed(texts, progress=progress) if embedder else by_words(texts)


def by_words(texts: Sequence[str]) -> NDArray[np.float32]:
    """TF-IDF boiled down to its main directions (latent semantic analysis); needs no model.

    >>> by_words(["a refund", "refund please", "card lost", "lost card"]).shape[0]
    4
    """
    from sklearn.decomposition import TruncatedSVD  # noqa: PLC0415 (slow to import)

    matrix = TfIdf.fit(texts, MAX_FEATURES).features(texts)
    most = min(DIMENSIONS, len(texts) - 1, matrix.shape[1] - 1)
    if most < 1 or not matrix.nnz:
        return np.ones((len(texts), 1), dtype=np.float32)
    with np.errstate(
        divide="ignore", invalid="ignore"
    ):  # texts that are all the same have no variance
        found = TruncatedSVD(most, random_state=0).fit_transform(matrix)
    return lengthened(found.astype(np.float32))


def lengthened(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each row brought to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)
