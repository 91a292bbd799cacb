"""Both categories of a ticket that tells of two problems: its halves are asked about apart.

A text may be cut where a sentence ends or a second matter begins. Words alone judge every cut, and
only where both halves look like categories of their own are the two asked about in full. Cut
rightly, each half is nearer to what is known than the whole; cut wrongly, one is stranger. Chosen
on training sets with pairs planted among single tickets, see benchmarks/two_problems.py.
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
from routing.routers.embedded.prediction import Prediction

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.ensemble import Ensemble
    from routing.routers.embedded.lexical import LexicalClassifier

MIN_CHARACTERS: Final = 8
MAX_CUTS: Final = 5
MAX_READ: Final = 3_000
# How likely each half must be, by words alone, to be asked about in full.
MIN_BY_WORDS: Final = 0.1
# How likely a half may also be the other half's category, as a share of what that one is.
MAX_CROSSED: Final = 0.25
# How much less out of scope the halves must be than the whole, unsure halves even less: where
# something marks the cut, and where nothing does.
MIN_GAIN: Final = -0.2
MIN_GAIN_UNMARKED: Final = -0.02
UNSURE: Final = 0.1
# A text without a mark is cut only where it is somewhat strange.
MIN_STRANGE: Final = 0.2
_BEGINS: Final = "also|plus|and|another|second(?:ly)?|besides|additionally|by the way"
_ASKS: Final = (
    "i(?:'?m|'ve)?|my|how|what(?:'?s)?|where|when|why|who|which|can|could|would|will|is|are|do|does"
    "|did|please|tell|give|show"
)
_MARK: Final = re.compile(rf"(?<=[.!?;])\s+|\n+|\s+(?=(?:{_BEGINS})\b)", re.IGNORECASE)
_NO_MARK: Final = re.compile(rf"\s+(?=(?:{_ASKS})\b)", re.IGNORECASE)

Halves = tuple[str, str]
Problems = tuple[Alternative, ...]


class LikelyCut(NamedTuple):
    """A cut whose halves look like two categories. marked: whether the text shows where."""

    halves: Halves
    marked: bool


def find_problems(
    texts: Sequence[str],
    whole: Prediction,
    ensemble: Ensemble,
    names: Sequence[str],
    ask: Callable[[Sequence[str]], Inference],
) -> dict[int, Problems]:
    """Both categories of each text that tells of two problems, by its place; others are left out.

    whole: what the texts are as they are. ask: answers texts in full. Without labelled tickets
    nothing is found: there are no words yet.
    """
    if ensemble.lexical is None:
        return {}
    likely = _likely_cuts(texts, whole.out_of_scope >= MIN_STRANGE, ensemble.lexical)
    asked = [half for cut in likely.values() for half in cut.halves]
    if not asked:
        return {}
    found: dict[int, Problems] = {}
    answered = ask(asked).prediction
    for (place, cut), row in zip(likely.items(), range(0, len(asked), 2), strict=True):
        first, second = answered.probabilities[row : row + 2]
        a, b = int(first.argmax()), int(second.argmax())
        gain = whole.out_of_scope[place] - answered.out_of_scope[row : row + 2].max()
        gain += UNSURE * np.log(first[a] * second[b])
        enough = gain >= (MIN_GAIN if cut.marked else MIN_GAIN_UNMARKED)
        if enough and _are_two(first, second):
            found[place] = _alternative(names[a], first[a]), _alternative(names[b], second[b])
    return found


def cuts(text: str) -> list[Halves]:
    """The ways to cut a text in two where something ends or begins, at most five, evenly spread.

    >>> cuts("Where is my card? Also, I was charged twice.")
    [('Where is my card?', 'Also, I was charged twice.')]
    """
    pieces = pieces_of(text)
    return [_halves(pieces, cut) for cut in range(1, len(pieces))]


def pieces_of(text: str, cut: re.Pattern[str] = _MARK) -> list[str]:
    """The text in pieces, which its cuts lie between."""
    read = text[:MAX_READ].strip()
    ends = [
        end
        for end in (match.end() for match in cut.finditer(read))
        if min(len(read[:end].strip()), len(read[end:].strip())) >= MIN_CHARACTERS
    ]
    if len(ends) > MAX_CUTS:
        ends = [ends[i] for i in np.linspace(0, len(ends) - 1, MAX_CUTS).round().astype(int)]
    return [read[start:end] for start, end in pairwise([0, *ends, len(read)])]


def _halves(pieces: Sequence[str], cut: int) -> Halves:
    return "".join(pieces[:cut]).strip(), "".join(pieces[cut:]).strip()


def _likely_cuts(
    texts: Sequence[str], strange: NDArray[np.bool_], lexical: LexicalClassifier
) -> dict[int, LikelyCut]:
    """Of each text the cut whose halves look most like two categories by their words."""
    marked = {place: own for place, text in enumerate(texts) if len(own := pieces_of(text)) > 1}
    others = (place for place in np.flatnonzero(strange).tolist() if place not in marked)
    unmarked = {p: own for p in others if len(own := pieces_of(texts[p], _NO_MARK)) > 1}
    in_pieces = marked | unmarked
    if not in_pieces:
        return {}
    shares = lexical.probabilities(halves.features(lexical.tfidf, list(in_pieces.values())))
    joint = shares[0::2].max(axis=1) * shares[1::2].max(axis=1)
    best: dict[int, LikelyCut] = {}
    row = 0
    for place, pieces in in_pieces.items():
        rows = range(row, row + len(pieces) - 1)
        row = rows.stop
        likely = [r for r in rows if _look_like_two(shares[2 * r], shares[2 * r + 1])]
        if likely:
            chosen = max(likely, key=lambda r: float(joint[r]))
            pair = _halves(pieces, chosen - rows.start + 1)
            best[place] = LikelyCut(pair, place in marked)
    return best


def _alternative(name: str, share: np.float32) -> Alternative:
    return Alternative(name, round(float(share), 4))


def _look_like_two(first: NDArray[np.float32], second: NDArray[np.float32]) -> bool:
    """Whether the words of two halves allow that they are of two categories."""
    return bool(min(first.max(), second.max()) >= MIN_BY_WORDS) and _are_two(first, second)


def _are_two(first: NDArray[np.float32], second: NDArray[np.float32]) -> bool:
    """Whether two halves are of categories of their own."""
    a, b = first.argmax(), second.argmax()
    return bool(a != b and max(first[b] / second[b], second[a] / first[a]) <= MAX_CROSSED)
