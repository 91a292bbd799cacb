"""Both categories of a ticket that tells of two problems: its halves are asked about apart.

A text may be cut where a sentence ends or a second matter begins. Words alone judge every cut, and
only where both halves look like categories of their own are the two asked about in full. Chosen on
training sets with pairs planted among single tickets, see benchmarks/two_problems.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from routing.decision import Alternative
from routing.routers.embedded import halves
from routing.routers.embedded.inference import Inference

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.ensemble import Ensemble
    from routing.routers.embedded.lexical import LexicalClassifier

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


class LikelyCut(NamedTuple):
    """A cut whose halves look like two categories. shares: of each half, by words alone."""

    halves: Halves
    shares: NDArray[np.float32]


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
    likely = _likely_cuts(texts, ensemble.lexical)
    asked = [half for cut in likely.values() for half in cut.halves]
    if not asked:
        return {}
    shares = ask(asked).prediction.probabilities
    found = {}
    for place, row in zip(likely, range(0, len(asked), 2), strict=True):
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
    pieces = pieces_of(text)
    return [_halves(pieces, cut) for cut in range(1, len(pieces))]


def pieces_of(text: str) -> list[str]:
    """The text in pieces, which its cuts lie between."""
    read = text[:MAX_READ].strip()
    ends = [
        end
        for end in (match.end() for match in _CUT.finditer(read))
        if min(len(read[:end].strip()), len(read[end:].strip())) >= MIN_CHARACTERS
    ]
    if len(ends) > MAX_CUTS:
        ends = [ends[i] for i in np.linspace(0, len(ends) - 1, MAX_CUTS).round().astype(int)]
    return [read[start:end] for start, end in pairwise([0, *ends, len(read)])]


def _halves(pieces: Sequence[str], cut: int) -> Halves:
    return "".join(pieces[:cut]).strip(), "".join(pieces[cut:]).strip()


def _likely_cuts(texts: Sequence[str], lexical: LexicalClassifier) -> dict[int, LikelyCut]:
    """Of each text the cut whose halves look most like two categories by their words."""
    in_pieces = {place: own for place, text in enumerate(texts) if len(own := pieces_of(text)) > 1}
    if not in_pieces:
        return {}
    shares = lexical.probabilities(halves.features(lexical.tfidf, list(in_pieces.values())))
    joint = shares[0::2].max(axis=1) * shares[1::2].max(axis=1)
    best: dict[int, LikelyCut] = {}
    row = 0
    for place, pieces in in_pieces.items():
        rows = range(row, row + len(pieces) - 1)
        row = rows.stop
        likely = [r for r in rows if _both(shares[2 * r], shares[2 * r + 1], MIN_BY_WORDS)]
        if likely:
            chosen = max(likely, key=lambda r: float(joint[r]))
            pair = _halves(pieces, chosen - rows.start + 1)
            best[place] = LikelyCut(pair, shares[2 * chosen : 2 * chosen + 2])
    return best


def _both(
    first: NDArray[np.float32], second: NDArray[np.float32], least: float
) -> tuple[int, int] | None:
    """The categories of two halves, where each is surely another one."""
    a, b = int(first.argmax()), int(second.argmax())
    if a == b or min(first[a], second[b]) < least:
        return None
    crossed = max(first[b] / second[b], second[a] / first[a])
    return (a, b) if crossed <= MAX_CROSSED else None
