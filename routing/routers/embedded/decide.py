"""How an assessment becomes routing decisions, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.decision import Alternative, Decision
from routing.routers.embedded.assessment import Assessment
from routing.routers.embedded.language import foreign_language
from routing.routers.embedded.neighbours import Neighbours
from routing.routers.embedded.reason import Precedent, reason
from routing.signs import Sign, SignKind
from routing.taxonomy import UNKNOWN

if TYPE_CHECKING:
    from routing.routers.embedded.examples import Examples
    from routing.routers.embedded.lexical import Lexical

NAME: Final = "embedded"
ALTERNATIVES: Final = 3
PRECEDENTS: Final = 2
ALIKE: Final = 0.15
FOREIGN_TRUST: Final = 0.5


@dataclass(frozen=True, slots=True)
class Known:
    """What decisions are made and explained by.

    names: the categories, in the order of the taxonomy.
    farthest: out-of-scope score above which a ticket is called Unknown.
    languages: those besides English that the examples have enough of to trust them.
    """

    names: tuple[str, ...]
    examples: Examples
    lexical: Lexical | None
    farthest: float
    calibrated: bool
    languages: frozenset[str]


def decide(keys: Sequence[int], assessed: Assessment, known: Known) -> list[Decision]:
    """One decision per assessed ticket, in order, without its latency."""
    return [_decide_one(key, i, assessed, known) for i, key in enumerate(keys)]


def _decide_one(key: int, i: int, assessed: Assessment, known: Known) -> Decision:
    row = assessed.opinion.probabilities[i]
    order = np.argsort(-row, kind="stable")[: ALTERNATIVES + 1].tolist()
    scores = [Alternative(known.names[j], round(float(row[j]), 4)) for j in order]
    outside = float(assessed.opinion.out_of_scope[i])
    far = outside > known.farthest
    foreign = foreign_language(assessed.view.texts[i], known.languages)
    trust = FOREIGN_TRUST if foreign else 1.0
    return Decision(
        ticket_key=key,
        category=UNKNOWN if far else scores[0].category,
        confidence=round(outside if far else scores[0].confidence * trust, 4),
        router=NAME,
        alternatives=tuple(scores[:ALTERNATIVES] if far else scores[1:]),
        reason=reason(
            scores[0].category,
            known.lexical.words(assessed.view.features, i, order[0]) if known.lexical else (),
            _precedents(i, assessed.opinion.neighbours, known),
            learned=known.lexical is not None,
            far=far,
            foreign=foreign,
        ),
        calibrated=known.calibrated and not foreign and not far,
        signs=(Sign(SignKind.LANGUAGE, foreign),) if foreign else (),
    )


def _precedents(i: int, neighbours: Neighbours | None, known: Known) -> list[Precedent]:
    if neighbours is None:
        return []
    examples, names = known.examples, known.names
    return [
        Precedent(examples.tickets[j].id, names[examples.labels[j]], float(cosine))
        for j, cosine in zip(neighbours.rows[i], neighbours.cosines[i], strict=True)
        if cosine >= ALIKE
    ][:PRECEDENTS]
