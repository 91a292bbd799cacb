"""Embeddings kept in a file between experiments that learn from the same tickets."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from routing.routers.embedded import Embedder
from routing.routers.embedded.embedder import DIMENSIONS, Progress
from routing.routers.embedded.multilingual.encoder import Multilingual


class KeptVectors:
    """An embedder that reads a text once, whatever process asks.

    file: where vectors are kept by the hash of their text; None keeps none.
    """

    def __init__(self, embedder: Embedder, file: Path | None) -> None:
        self._embedder = embedder
        self._file = file
        self._known: dict[str, npt.NDArray[np.float32]] = {}
        if file and file.exists():
            with np.load(file) as kept:
                self._known = dict(zip(kept["keys"].tolist(), kept["v"], strict=True))

    @property
    def fingerprint(self) -> str:
        """That of the embedder."""
        return self._embedder.fingerprint

    @property
    def multilingual(self) -> Multilingual | None:
        """That of the embedder."""
        return self._embedder.multilingual

    def embed(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> npt.NDArray[np.float32]:
        """One row per text; what was not known is read and kept."""
        keys = [_key(text) for text in texts]
        fresh = {k: t for k, t in zip(keys, texts, strict=True) if k not in self._known}
        if fresh:
            vectors = self._embedder.embed(list(fresh.values()), progress=progress)
            self._known.update(zip(fresh, vectors, strict=True))
            self._keep()
        return np.array([self._known[key] for key in keys]).reshape(-1, DIMENSIONS)

    def _keep(self) -> None:
        if self._file:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            np.savez(self._file, keys=list(self._known), v=np.array(list(self._known.values())))


def _key(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
