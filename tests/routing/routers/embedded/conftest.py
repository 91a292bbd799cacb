"""A small desk to learn from, and an embedder that needs no model."""

from collections.abc import Callable, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from routing.routers.embedded.embedder import DIMENSIONS, Embedder, Progress
from routing.routers.embedded.model_files import (
    DEFAULT_DIRECTORY,
    MULTILINGUAL,
    are_present,
    beside,
)
from routing.taxonomy import Category, Taxonomy
from routing.ticket import Ticket

SAID = {
    "Billing": ("refund", "invoice", "charged", "payment", "price", "receipt"),
    "Technical": ("error", "crash", "login", "screen", "update", "server"),
    "Delivery": ("parcel", "courier", "late", "address", "tracking", "box"),
}


class WordEmbedder:
    """A fake embedder: texts that share words are near each other."""

    fingerprint = "word embedder"
    multilingual = None

    def __init__(self) -> None:
        self.texts_embedded = 0

    def embed(self, texts: Sequence[str], *, progress: Progress | None = None) -> np.ndarray:
        self.texts_embedded += len(texts)
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().replace(".", " ").split():
                vectors[row, crc32(word.encode()) % DIMENSIONS] += 1
            vectors[row, 0] += 1
        if progress:
            progress(len(texts), len(texts))
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def desk(per_category: int) -> list[Ticket]:
    """Labelled tickets, none a near-duplicate of another."""
    random = np.random.default_rng(7)
    tickets = []
    for name, words in SAID.items():
        for i in range(per_category):
            said = " ".join(random.choice(words, 3, replace=False))
            noise = " ".join(f"w{random.integers(500)}" for _ in range(4))
            tickets.append((name, f"{said} {noise} thing{i}"))
    return [
        Ticket(key, f"T{key}", "", body, category=name)
        for key, (name, body) in enumerate(tickets, 1)
    ]


@pytest.fixture(scope="session")
def make_desk() -> Callable[[int], list[Ticket]]:
    return desk


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    return Taxonomy(tuple(Category(name, ", ".join(words)) for name, words in SAID.items()))


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture(scope="session")
def lasting_embedder() -> WordEmbedder:
    """For tests by hypothesis, whose examples share their fixtures."""
    return WordEmbedder()


@pytest.fixture(scope="session")
def model_directory() -> Path:
    if not Embedder.available(DEFAULT_DIRECTORY):
        pytest.skip("the model's files are not here: run `make setup`")
    return DEFAULT_DIRECTORY


@pytest.fixture(scope="session")
def multilingual_directory(model_directory: Path) -> Path:
    directory = beside(model_directory, MULTILINGUAL)
    if not are_present(directory, MULTILINGUAL):
        pytest.skip("the second model's files are not here: run `make setup`")
    return directory
