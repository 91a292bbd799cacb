"""Routing without labels: how near a ticket is to what the taxonomy says of each category."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.routers.embedded.embedder import DIMENSIONS, Embeds
from routing.routers.embedded.opinion import Opinion
from routing.routers.embedded.scores import softmax
from routing.routers.embedded.view import View
from routing.taxonomy import Category, Taxonomy

if TYPE_CHECKING:
    from numpy.typing import NDArray

TEMPERATURE: Final = 0.1
DESCRIBED: Final = "Customer support ticket about {}"
BARE: Final = "The customer asks about {}"
NEAREST_PHRASES: Final = 3
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CLAUSE: Final = re.compile(r"[.;:,\n]+")


class ZeroShot:
    """Embedded names, descriptions and examples of all categories."""

    def __init__(self, taxonomy: Taxonomy, embedder: Embeds) -> None:
        categories = taxonomy.categories
        phrases = [phrases_of(category) for category in categories]
        whole = [embedder.embed(sentences_of(category)).mean(axis=0) for category in categories]
        self._sentences = np.array(whole, dtype=np.float32).reshape(-1, DIMENSIONS)
        self._phrases = embedder.embed([phrase for group in phrases for phrase in group])
        self._owner = np.repeat(np.arange(len(phrases)), [len(group) for group in phrases])

    def opinion(self, view: View) -> Opinion | None:
        """What the descriptions say of embedded tickets; None when they are not embedded."""
        vectors = view.vectors
        if vectors is None:
            return None
        cosines = vectors @ self._phrases.T
        near = (vectors @ self._sentences.T + self._mean_of_nearest(cosines)) / TEMPERATURE
        return Opinion.described(softmax(near.astype(np.float32)), cosines.max(axis=1))

    def _mean_of_nearest(self, cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        columns = []
        for category in range(self._owner[-1] + 1):
            own = np.sort(cosines[:, self._owner == category], axis=1)
            columns.append(own[:, -NEAREST_PHRASES:].mean(axis=1))
        return np.stack(columns, axis=1)


def sentences_of(category: Category) -> list[str]:
    """What the category as a whole is embedded as; a bare name is put in two ways.

    >>> sentences_of(Category("card_arrival", "Where is my card?"))
    ['Customer support ticket about card arrival: Where is my card?']
    """
    name = readable(category.name)
    if category.description:
        return [DESCRIBED.format(f"{name}: {category.description}")]
    return [DESCRIBED.format(name), BARE.format(name)]


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
    return list(dict.fromkeys(text for text in texts if text)) or [category.name]
