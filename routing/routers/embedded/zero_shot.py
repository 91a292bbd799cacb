"""Routing without labels: how near a ticket is to what the taxonomy says of each category."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.routers.embedded.embedder import Embeds
from routing.taxonomy import Category, Taxonomy

if TYPE_CHECKING:
    from numpy.typing import NDArray

TEMPERATURE: Final = 0.1
NEAREST_PHRASES: Final = 3
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CLAUSE: Final = re.compile(r"[.;:,\n]+")


class ZeroShot:
    """Embedded names, descriptions and examples of all categories."""

    def __init__(self, taxonomy: Taxonomy, embedder: Embeds) -> None:
        phrases = [phrases_of(category) for category in taxonomy.categories]
        self._names = embedder.embed([sentence(category) for category in taxonomy.categories])
        self._phrases = embedder.embed([phrase for group in phrases for phrase in group])
        self._owner = np.repeat(np.arange(len(phrases)), [len(group) for group in phrases])

    def similarities(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Nearness of each ticket (row) to each category (column), about 0 to 2."""
        result = vectors @ self._names.T
        cosines = vectors @ self._phrases.T
        for category in range(len(self._names)):
            own = np.sort(cosines[:, self._owner == category], axis=1)[:, -NEAREST_PHRASES:]
            if own.shape[1]:
                result[:, category] += own.mean(axis=1)
        return result

    def probabilities(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """The similarities as scores that sum to 1 per ticket."""
        return softmax(self.similarities(vectors) / TEMPERATURE)


def sentence(category: Category) -> str:
    """What is embedded for the category as a whole.

    >>> sentence(Category("card_arrival"))
    'Customer support ticket about card arrival'
    """
    name = readable(category.name)
    described = f"{name}: {category.description}" if category.description else name
    return f"Customer support ticket about {described}"


def readable(name: str) -> str:
    """A category name as words.

    >>> readable("card_arrival"), readable("Fraud/Security"), readable("topUpFailed")
    ('card arrival', 'Fraud / Security', 'top Up Failed')
    """
    spaced = _CAMEL.sub(" ", name).replace("_", " ").replace("-", " ").replace("/", " / ")
    return " ".join(spaced.split())


def phrases_of(category: Category) -> list[str]:
    """The name, the clauses of the description and the examples, each a text of its own."""
    clauses = [clause.strip() for clause in _CLAUSE.split(category.description)]
    texts = [readable(category.name), *clauses, *category.examples]
    return list(dict.fromkeys(text for text in texts if text))


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores per row turned into shares that sum to 1.

    >>> softmax(np.zeros((1, 2), dtype=np.float32)).tolist()
    [[0.5, 0.5]]
    """
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
    return shares
