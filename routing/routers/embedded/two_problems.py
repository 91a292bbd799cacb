"""Both categories of a ticket that tells of two problems: its halves are asked about apart.

A text may be cut where a sentence ends or a second matter begins. Words alone judge every cut, and
only where both halves look like categories of their own are the two asked about in full. Chosen on
training sets with pairs planted among single tickets, see benchmarks/two_problems.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from routing.decision import Alternative
from routing.routers.embedded.inference import Inference

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.ensemble import Ensemble

MIN_CHARACTERS: Final = 8
MAX_CUTS: Final = 5
MAX_READ: Final = 3_000
# How likely each half must be, by words alone and then in full.
MIN_BY_WORDS: Final = 0.2
MIN_EACH: Final = 0.4
# How likely a half may also be the other half's category, as a share of what that one is.
MAX_CROSSED: Final = 0.25
_BEGINS: Final = "also|plus|and|another|second(?:ly)?|besides|additionally|by the way"
_CUT: Final = re.compile(rf"(?<=[.!?;])\s+|\n+|\s+(?=(?:{_BEGINS})\b)", re.IGNORECASE)

Halves = tuple[str, str]
Problems = tuple[Alternative, ...]


def find_problems(
    texts: Sequence[str],
    ensemble: Ensemble,
    names: Sequence[str],
    ask: Callable[[Sequence[str]], Inference],
) -> dict[int, Problems]:
    """Both categories of each text that tells of two problems, by its place; others are left out.

    ask: answers texts in full. Without labelled tickets nothing is found: there are no words yet.
    """
    if ensemble.lexical is None:
        return {}
    likely = _likely_cuts(texts, ensemble)
    halves = [half for pair in likely.values() for half in pair]
    if not halves:
        return {}
    shares = ask(halves).prediction.probabilities
    found = {}
    for place, row in zip(likely, range(0, len(halves), 2), strict=True):
        if both := _both(shares[row], shares[row + 1], MIN_EACH):
            found[place] = tuple(
                Alternative(names[j], round(float(shares[row + half, j]), 4))
                for half, j in enumerate(both)
            )
    return found


def cuts(text: str) -> list[Halves]:
    """The ways to cut a text in two where something ends or begins, at most five, evenly spread.

    >>> cuts("Where is my card? Also, I was charged twice.")
    [('Where is my card?', 'Also, I was charged twice.')]
    """
    read = text[:MAX_READ].strip()
    ends = [m.end() for m in _CUT.finditer(read)]
    found = [(read[:end].strip(), read[end:].strip()) for end in ends]
    found = [pair for pair in found if min(map(len, pair)) >= MIN_CHARACTERS]
    if len(found) > MAX_CUTS:
        found = [found[i] for i in np.linspace(0, len(found) - 1, MAX_CUTS).round().astype(int)]
    return found


def _likely_cuts(texts: Sequence[str], ensemble: Ensemble) -> dict[int, Halves]:
    """Of each text the cut whose halves look most like two categories by their words."""
    pairs = [(place, pair) for place, text in enumerate(texts) for pair in cuts(text)]
    if not pairs:
        return {}
    shares = ensemble.features([half for _, pair in pairs for half in pair]).by_words
    if shares is None:  # pragma: no cover - there are words
        return {}
    best: dict[int, tuple[float, Halves]] = {}
    for (place, pair), row in zip(pairs, range(0, len(shares), 2), strict=True):
        first, second = shares[row], shares[row + 1]
        joint = float(first.max() * second.max())
        if _both(first, second, MIN_BY_WORDS) and joint > best.get(place, (0.0, pair))[0]:
            best[place] = joint, pair
    return {place: pair for place, (_, pair) in best.items()}


def _both(
    first: NDArray[np.float32], second: NDArray[np.float32], least: float
) -> tuple[int, int] | None:
    """The categories of two halves, where each is surely another one."""
    a, b = int(first.argmax()), int(second.argmax())
    if a == b or min(first[a], second[b]) < least:
        return None
    crossed = max(first[b] / second[b], second[a] / first[a])
    return (a, b) if crossed <= MAX_CROSSED else None
