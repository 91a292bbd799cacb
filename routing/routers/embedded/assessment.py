"""What the model makes of tickets, and how that becomes routing decisions with their reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from routing.decision import Alternative, Decision
from routing.routers.embedded.language import FOREIGN_SCRIPT, is_foreign, language
from routing.routers.embedded.neighbours import Neighbour, nearest
from routing.routers.embedded.reason import reason
from routing.taxonomy import UNKNOWN, Taxonomy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.examples import Examples
    from routing.routers.embedded.lexical import Lexical

NAME: Final = "embedded"
ALTERNATIVES: Final = 3
FOREIGN_TRUST: Final = 0.5
LANGUAGE_FEWEST: Final = 50
LANGUAGE_SHARE: Final = 0.05


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the model makes of some tickets.

    features: their words, None when nothing was learned from words.
    probabilities: one row per ticket, one column per category of the taxonomy.
    out_of_scope: 0 to 1 per ticket; the higher, the less it looks like any category.
    embedded: which tickets needed their embedding; the others left early.
    vectors: the embeddings of those, in order.
    """

    texts: Sequence[str]
    features: Any
    probabilities: NDArray[np.float32]
    out_of_scope: NDArray[np.float32]
    embedded: NDArray[np.bool_]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Known:
    """What decisions are explained by.

    vectors: embeddings of the examples, None without the embedding model.
    floor: probability of the best category below which a ticket is called Unknown.
    languages: those the examples have enough of for words to be trusted.
    """

    taxonomy: Taxonomy
    examples: Examples
    vectors: NDArray[np.float32] | None
    lexical: Lexical | None
    floor: float
    calibrated: bool
    languages: frozenset[str]


def decide(keys: Sequence[int], assessed: Assessment, known: Known) -> list[Decision]:
    """One decision per assessed ticket, in order, without its latency."""
    neighbours = _neighbours(assessed, known)
    return [_decide_one(key, i, assessed, known, neighbours[i]) for i, key in enumerate(keys)]


def _decide_one(
    key: int, i: int, assessed: Assessment, known: Known, neighbours: Sequence[Neighbour]
) -> Decision:
    row = assessed.probabilities[i]
    order = np.argsort(-row, kind="stable")[: ALTERNATIVES + 1]
    scores = [Alternative(known.taxonomy.names[j], round(float(row[j]), 4)) for j in order]
    best = scores[0]
    far = best.confidence < known.floor
    foreign = _foreign_language(assessed.texts[i], known.languages)
    words = known.lexical.words(assessed.features[i], order[0]) if known.lexical else ()
    trust = FOREIGN_TRUST if foreign else 1.0
    sure = float(assessed.out_of_scope[i]) if far else best.confidence * trust
    return Decision(
        ticket_key=key,
        category=UNKNOWN if far else best.category,
        confidence=round(sure, 4),
        router=NAME,
        alternatives=tuple(scores[:ALTERNATIVES] if far else scores[1:]),
        reason=reason(
            best.category,
            words,
            neighbours,
            learned=known.lexical is not None,
            far=far,
            language=foreign,
        ),
        calibrated=known.calibrated and not foreign and not far,
    )


def _foreign_language(text: str, trusted: frozenset[str]) -> str | None:
    name = language(text)
    return name if name and is_foreign(name) and name not in trusted else None


def trusted_languages(texts: Sequence[str]) -> frozenset[str]:
    """The languages that enough of the labelled tickets are written in."""
    names = [name for name in map(language, texts) if name and name != FOREIGN_SCRIPT]
    needed = max(LANGUAGE_FEWEST, LANGUAGE_SHARE * len(texts))
    return frozenset(name for name in set(names) if names.count(name) >= needed)


def _neighbours(assessed: Assessment, known: Known) -> list[tuple[Neighbour, ...]]:
    result: list[tuple[Neighbour, ...]] = [()] * len(assessed.texts)
    if known.lexical is None:
        return result
    by_meaning = np.flatnonzero(assessed.embedded)
    if known.vectors is not None and by_meaning.size:
        found = nearest(assessed.vectors, known.vectors, known.examples, known.taxonomy)
        for i, own in zip(by_meaning, found, strict=True):
            result[i] = own
    by_words = np.flatnonzero(~assessed.embedded)
    if by_words.size:
        rows = assessed.features[by_words]
        found = nearest(rows, known.lexical.matrix, known.examples, known.taxonomy)
        for i, own in zip(by_words, found, strict=True):
            result[i] = own
    return result
