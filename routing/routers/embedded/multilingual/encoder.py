"""Sentence embeddings for tickets that are not English."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from routing.routers.embedded import model_files
from routing.routers.embedded.embedder import Encodes
from routing.routers.embedded.model_files import MULTILINGUAL
from routing.routers.embedded.multilingual.english_words import EnglishWords
from routing.routers.embedded.multilingual.network import WIDTH, Network
from routing.routers.embedded.multilingual.sentencepiece import tokenizer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.embedder import Progress

MAX_CHARACTERS: Final = 2_000
MAX_TOKENS: Final = 256
CACHE_SIZE: Final = 10_000
START, END = 1, 2
VERSION: Final = 1
REPORTED_EVERY: Final = 100
LANGUAGES: Final = frozenset(
    {
        "Arabic", "Chinese", "Dutch", "English", "French", "German", "Italian", "Japanese",
        "Korean", "Polish", "Portuguese", "Russian", "Spanish", "Thai", "Turkish",
    }
)  # fmt: skip
"""What it was trained on."""


class Multilingual(Encodes, Protocol):
    """An encoder for the texts that the English one cannot read."""

    @property
    def languages(self) -> frozenset[str]:
        """The languages it knows, by their English names."""
        ...

    def is_for(self, text: str) -> bool:
        """Whether a text is better read by it than by the English encoder."""
        ...


class UniversalEncoder:
    """Loaded at first use and safe to share by threads.

    directory: where its files lie. english: where those of the English encoder lie. A text longer
    than about 180 words is read up to there.
    """

    languages: Final = LANGUAGES

    def __init__(self, directory: Path, english: Path) -> None:
        self._directory = directory
        self._english = english
        self._lock = threading.Lock()
        self._loaded: tuple[Network, Any] | None = None
        self._words: EnglishWords | None = None
        # A desk's labelled tickets are learned from again and again.
        self._vector = lru_cache(CACHE_SIZE)(self._computed)

    @staticmethod
    def available(directory: Path) -> bool:
        """Whether its files lie in the directory (their content is checked at loading)."""
        return model_files.are_present(directory, MULTILINGUAL)

    @property
    def fingerprint(self) -> str:
        """Hash of the model, of how it is computed and of how texts are cut."""
        return f"{MULTILINGUAL.digests['weights.npz'][:16]}-{VERSION}-{MAX_TOKENS}"

    def embed(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """The vectors of the texts, one row each, of length 1.

        Raises:
            RouterError: the model's files are missing or are not the ones expected.
        """
        vectors = np.empty((len(texts), WIDTH), dtype=np.float32)
        for row, text in enumerate(texts):
            # Half a surrogate pair, as broken exports have it, cannot be read by the tokenizer.
            readable = text[:MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
            vectors[row] = self._vector(readable)
            if progress and row % REPORTED_EVERY == 0:
                progress(row, len(texts))
        if progress:
            progress(len(texts), len(texts))
        return vectors

    def _computed(self, text: str) -> NDArray[np.float32]:
        network, words = self._load()
        return network.vector([START, *words.encode(text).ids[:MAX_TOKENS], END])

    def is_for(self, text: str) -> bool:
        """Whether too few of the words are English."""
        with self._lock:
            if self._words is None:
                self._words = EnglishWords.read(self._english / "tokenizer.json")
        return not self._words.is_english(text)

    def _load(self) -> tuple[Network, Any]:
        with self._lock:
            if self._loaded is None:
                model_files.require_genuine(self._directory, MULTILINGUAL)
                words = tokenizer((self._directory / "sp.model").read_bytes())
                self._loaded = Network(self._directory / "weights.npz"), words
            return self._loaded


@cache
def encoder_beside(english: Path) -> UniversalEncoder | None:
    """The encoder beside the English one, once a process; None where its files are missing."""
    directory = model_files.beside(english)
    return UniversalEncoder(directory, english) if UniversalEncoder.available(directory) else None
