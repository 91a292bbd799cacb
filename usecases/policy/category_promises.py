"""Where the doubt of a run sits: the highest promise of each category."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from routing.evaluation.dial.certify import Flags
from routing.evaluation.dial.promises import promises
from routing.evaluation.statistics.intervals import LEVEL
from routing.taxonomy import UNKNOWN
from usecases.evaluation.evidence import Evidence, kept_with_evidence
from usecases.policy.promised_settings import labelled_candidates


@dataclass(frozen=True, slots=True)
class CategoryPromise:
    """The highest promise for one predicted category, None where none holds.

    share: of all decided tickets. wrong: of the labelled ones, whatever the confidence.
    """

    category: str
    promise: float | None
    share: float
    wrong: int


@kept_with_evidence
def category_promises(found: Evidence, decided: int) -> tuple[CategoryPromise, ...]:
    """Where the doubt sits: the highest promise of each category, the lowest of them last.

    decided: tickets that were decided, labelled or not.
    """
    (places, names), wrong = found.coded, ~found.correct
    others = np.asarray(found.unlabelled.routed, dtype=object)
    rows = []
    for category in sorted({*names} - {UNKNOWN}):
        mine: Flags = places == names.index(category)
        held = promises(labelled_candidates(found, mine), 1 - LEVEL)
        n = int(mine.sum()) + int((others == category).sum())
        rows.append(
            CategoryPromise(
                category,
                held[0].precision if held else None,
                n / decided if decided else 0.0,
                int(wrong[mine].sum()),
            )
        )
    return tuple(sorted(rows, key=lambda each: (-(each.promise or 0), -each.share)))
