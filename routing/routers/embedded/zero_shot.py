"""Routing without labels: how near a ticket is to what the taxonomy says of each category."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from routing.routers.embedded import exact
from routing.routers.embedded.embedder import DIMENSIONS, Embeds, Encodes
from routing.routers.embedded.features import Features
from routing.routers.embedded.prediction import Prediction, softmax
from routing.routers.embedded.tfidf import TfIdf
from routing.taxonomy import Category, Taxonomy

if TYPE_CHECKING:
    from numpy.typing import NDArray

PARTS: Final = ("sentences", "phrases", "owners")
TEMPERATURE: Final = 0.1
DESCRIBED: Final = "Customer support ticket about {}"
BARE: Final = "The customer asks about {}"
NEAREST_PHRASES: Final = 3
MAX_TERMS: Final = 50_000
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CLAUSE: Final = re.compile(r"[.;:,\n]+")


class ZeroShot(Protocol):
    """What the taxonomy's own words say of tickets."""

    def predict(self, features: Features) -> Prediction | None:
        """None when the features lack what is needed."""
        ...


def zero_shot(taxonomy: Taxonomy, embedder: Embeds | None) -> ZeroShot:
    """By embeddings where there is an embedder, by shared words where there is none."""
    return ByEmbeddings.fit(taxonomy, embedder) if embedder else BySharedWords(taxonomy)


class ByEmbeddings:
    """Embedded names, descriptions and examples of all categories.

    sentences: one vector per category. phrases: one per phrase. owners: each phrase's category.
    """

    def __init__(
        self,
        sentences: NDArray[np.float32],
        phrases: NDArray[np.float32],
        owners: NDArray[np.intp],
    ) -> None:
        self.sentences = sentences
        self.phrases = phrases
        self.owners = owners

    @classmethod
    def fit(cls, taxonomy: Taxonomy, embedder: Encodes) -> ByEmbeddings:
        """Embed what the taxonomy says."""
        categories = taxonomy.categories
        phrases = [phrases_of(category) for category in categories]
        whole = [embedder.embed(sentences_of(category)).mean(axis=0) for category in categories]
        return cls(
            exact.in_steps(np.array(whole or np.zeros((0, DIMENSIONS)), dtype=np.float32)),
            exact.embed(embedder, [phrase for group in phrases for phrase in group]),
            np.repeat(np.arange(len(phrases)), [len(group) for group in phrases]),
        )

    def to_arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """Its arrays under a name, to be kept; see `from_arrays`."""
        return {f"{name}.{part}": getattr(self, part) for part in PARTS}

    @classmethod
    def from_arrays(cls, name: str, arrays: Mapping[str, NDArray[Any]]) -> ByEmbeddings:
        """What was kept; raises KeyError where a part of it is missing."""
        return cls(*(arrays[f"{name}.{part}"] for part in PARTS))

    def predict(self, features: Features) -> Prediction | None:
        """What the descriptions say of embedded tickets; None when they are not embedded."""
        vectors = features.vectors
        if vectors is None:
            return None
        near, nearest = self.nearness(vectors)
        return Prediction.from_descriptions(softmax(near / np.float32(TEMPERATURE)), nearest)

    def nearness(
        self, vectors: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """How near tickets are to each category, from about 0 to 2, and to the nearest phrase."""
        cosines = vectors @ self.phrases.T
        near = vectors @ self.sentences.T + self._mean_of_nearest(cosines)
        return near.astype(np.float32), cosines.max(axis=1)

    def _mean_of_nearest(self, cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        columns = []
        for category in range(self.owners[-1] + 1):
            own = np.sort(cosines[:, self.owners == category], axis=1)
            columns.append(own[:, -NEAREST_PHRASES:].mean(axis=1))
        return np.stack(columns, axis=1)


class BySharedWords:
    """TF-IDF of every category's name, description and examples; needs no embedder."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        texts = [" ".join(phrases_of(category)) for category in taxonomy.categories]
        self._tfidf = TfIdf.fit(texts, MAX_TERMS)
        self._categories_by_word = self._tfidf.features(texts).T.tocsr()

    def predict(self, features: Features) -> Prediction:
        """What shared words say; all categories are alike where there are none."""
        cosines = (self._tfidf.features(features.texts) @ self._categories_by_word).toarray()
        near = softmax(cosines / np.float32(TEMPERATURE))
        return Prediction.from_descriptions(near, cosines.max(axis=1))


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
