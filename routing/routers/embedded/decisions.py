"""What a model makes of tickets becomes routing decisions, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.decision import Alternative, Decision
from routing.language import foreign_language
from routing.routers.embedded.inference import Inference
from routing.routers.embedded.nearest_neighbours import Neighbours
from routing.routers.embedded.trained_model import TrainedModel
from routing.signs import Sign, SignKind
from routing.taxonomy import UNKNOWN

NAME: Final = "embedded"
MAX_ALTERNATIVES: Final = 3
MAX_PRECEDENTS: Final = 2
MIN_SIMILARITY: Final = 0.15
FOREIGN_FACTOR: Final = 0.5
NO_TEXT: Final = "The ticket has no text."
NOTHING_STANDS_OUT: Final = "No single word or earlier ticket stands out."
NO_CATEGORY: Final = "The taxonomy has no category to choose from."
FAR: Final = "It is far from everything known, so no category is claimed."
DESCRIBED: Final = "Nearest to the description of {category}; there are no labelled tickets."
FOREIGN: Final = "It seems to be in {language}, which the model hardly knows: trust halved."

COVERED: Final = "Read in {language}, by labels in other languages; confidence is not fitted on it."


@dataclass(frozen=True, slots=True)
class Precedent:
    """A labelled ticket like the one at hand.

    similarity: the cosine, 1 for the same.
    """

    ticket_id: str
    category: str
    similarity: float


def unknown(key: int, why: str) -> Decision:
    """The decision on a ticket that nothing can be said of."""
    return Decision(key, UNKNOWN, confidence=1.0, router=NAME, reason=why)


def decide(keys: Sequence[int], inference: Inference, trained: TrainedModel) -> list[Decision]:
    """One decision per ticket, in order, without its latency."""
    names = trained.taxonomy.names
    return [_decide_one(key, i, inference, trained, names) for i, key in enumerate(keys)]


def _decide_one(
    key: int, i: int, inference: Inference, trained: TrainedModel, names: Sequence[str]
) -> Decision:
    lexical = trained.ensemble.lexical
    row = inference.prediction.probabilities[i]
    order = np.argsort(-row, kind="stable")[: MAX_ALTERNATIVES + 1].tolist()
    scores = [Alternative(names[j], round(float(row[j]), 4)) for j in order]
    outside = float(inference.prediction.out_of_scope[i])
    far = bool(inference.far[i])
    other = foreign_language(inference.features.texts[i], trained.languages)
    read = bool(inference.multilingual[i])
    foreign = None if read and other in trained.covered_languages else other
    factor = FOREIGN_FACTOR if foreign else 1.0
    tuning = trained.multilingual.tuning if read and trained.multilingual else trained.tuning
    return Decision(
        ticket_key=key,
        category=UNKNOWN if far else scores[0].category,
        confidence=round(outside if far else scores[0].confidence * factor, 4),
        router=NAME,
        alternatives=tuple(scores[:MAX_ALTERNATIVES] if far else scores[1:]),
        reason=reason(
            scores[0].category,
            lexical.words(inference.features.tfidf, i, order[0]) if lexical else (),
            _precedents(i, inference.prediction.neighbours, trained, names),
            learned=lexical is not None,
            far=far,
            foreign=foreign,
            covered=other if read and not foreign else None,
        ),
        calibrated=tuning.calibrated and not other and not far,
        signs=(Sign(SignKind.LANGUAGE, foreign),) if foreign else (),
    )


def _precedents(
    i: int, neighbours: Neighbours | None, trained: TrainedModel, names: Sequence[str]
) -> list[Precedent]:
    if neighbours is None:
        return []
    return [
        Precedent(trained.ticket_ids[j], names[trained.labels[j]], float(cosine))
        for j, cosine in zip(neighbours.rows[i], neighbours.cosines[i], strict=True)
        if cosine >= MIN_SIMILARITY
    ][:MAX_PRECEDENTS]


def reason(
    category: str,
    words: Sequence[str],
    precedents: Sequence[Precedent],
    *,
    learned: bool = True,
    far: bool = False,
    foreign: str | None = None,
    covered: str | None = None,
) -> str:
    """Put together what counted.

    category: the likeliest one, also when the ticket was too far from it to be claimed.
    precedents: the nearest labelled tickets, as far as any is near.
    learned: whether there were labelled tickets, or the descriptions were all there was.
    foreign: the language that trust was lowered for. covered: the language that the encoder for
        other languages knows, with no labels in it that confidence could be fitted on.

    >>> reason("Billing", ["refund"], [Precedent("17", "Billing", 0.91)])
    'Words that counted: "refund". Nearest labelled tickets: 17 (Billing, 0.91).'
    """
    parts = [FAR] if far else []
    if foreign:
        parts.append(FOREIGN.format(language=foreign))
    if covered:
        parts.append(COVERED.format(language=covered))
    if words:
        quoted = ", ".join(f'"{word}"' for word in words)
        parts.append(f"Words that counted: {quoted}.")
    if precedents:
        named = (f"{p.ticket_id} ({p.category}, {p.similarity:.2f})" for p in precedents)
        parts.append(f"Nearest labelled tickets: {', '.join(named)}.")
    if not learned:
        parts.append(DESCRIBED.format(category=category))
    return " ".join(parts) or NOTHING_STANDS_OUT
