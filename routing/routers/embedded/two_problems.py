"""Both categories of a ticket that tells of two problems: its halves are asked about apart.

A text may be cut where a sentence ends or a second matter begins. Words alone judge every cut, and
only where both halves look like categories of their own are the two asked about in full. Cut
rightly, each half is nearer to what is known than the whole; cut wrongly, one is stranger. Chosen
on training sets with pairs planted among single tickets, see benchmarks/two_problems.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
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
# How far words alone may see the gain below what is asked for, and the halves be asked in full.
MIN_HOPE: Final = -0.05
# A text without a mark is cut only where it is somewhat strange, and has no subject.
MIN_STRANGE: Final = 0.2
_BEGINS: Final = "also|plus|and|another|second(?:ly)?|besides|additionally|by the way"
_ASKS: Final = (
    "i(?:'?m|'ve)?|my|how|what(?:'?s)?|where|when|why|who|which|can|could|would|will|is|are|do|does"
    "|did|please|tell|give|show"
)
_TITLE: Final = re.compile(r"[^\n]*\n+")
_MARK: Final = re.compile(rf"(?<=[.!?;])\s+|\n+|\s+(?=(?:{_BEGINS})\b)", re.IGNORECASE)
_NO_MARK: Final = re.compile(rf"\s+(?=(?:{_ASKS})\b)", re.IGNORECASE)

Halves = tuple[str, str]
Problems = tuple[Alternative, ...]
Ask = Callable[[Sequence[str]], Inference]


class TitledText(NamedTuple):
    """What a router reads of a ticket. titled: whether its first line is the ticket's subject."""

    text: str
    titled: bool = False


class LikelyCut(NamedTuple):
    """A cut whose halves look like two categories. marked: whether the text shows where."""

    halves: Halves
    marked: bool


class Answers(NamedTuple):
    """What the halves of a text are. gain: how far above the least that is asked for."""

    first: NDArray[np.float32]
    second: NDArray[np.float32]
    gain: float

    @property
    def are_two(self) -> bool:
        """Whether the halves are problems of their own."""
        return self.gain >= 0 and _are_two(self.first, self.second)

    def problems(self, names: Sequence[str]) -> Problems:
        """The category of each half."""
        return tuple(
            Alternative(names[int(half.argmax())], round(float(half.max()), 4))
            for half in (self.first, self.second)
        )


def find_problems(
    texts: Sequence[TitledText],
    whole: Prediction,
    ensemble: Ensemble,
    names: Sequence[str],
    *asks: Ask,
) -> dict[int, Problems]:
    """Both categories of each text that tells of two problems, by its place; others are left out.

    whole: what the texts are as they are. asks: each answers halves, the cheapest first; a later
    one is asked where those before leave hope. Without labelled tickets nothing is found: there
    are no words yet.
    """
    if ensemble.lexical is None:
        return {}
    likely = _likely_cuts(texts, whole.out_of_scope >= MIN_STRANGE, ensemble.lexical)
    answers: dict[int, Answers] = {}
    for ask in asks:
        likely = {
            place: cut
            for place, cut in likely.items()
            if place not in answers or answers[place].gain >= MIN_HOPE
        }
        answers = _answers(likely, whole, ask)
    return {place: each.problems(names) for place, each in answers.items() if each.are_two}


def _answers(likely: Mapping[int, LikelyCut], whole: Prediction, ask: Ask) -> dict[int, Answers]:
    """What the halves of each cut are, by the place of the text."""
    if not likely:
        return {}
    answered = ask([half for cut in likely.values() for half in cut.halves]).prediction
    answers: dict[int, Answers] = {}
    for row, (place, cut) in enumerate(likely.items()):
        first, second = answered.probabilities[2 * row : 2 * row + 2]
        gain = whole.out_of_scope[place] - answered.out_of_scope[2 * row : 2 * row + 2].max()
        gain += UNSURE * np.log(first.max() * second.max())
        least = MIN_GAIN if cut.marked else MIN_GAIN_UNMARKED
        answers[place] = Answers(first, second, float(gain - least))
    return answers


def cuts(text: TitledText) -> list[Halves]:
    """The ways to cut a text in two where something ends or begins, at most five, evenly spread.

    >>> cuts(TitledText("Where is my card? Also, I was charged twice."))
    [('Where is my card?', 'Also, I was charged twice.')]
    """
    pieces = pieces_of(text)
    return [_halves(pieces, cut) for cut in range(1, len(pieces))]


def pieces_of(text: TitledText, cut: re.Pattern[str] = _MARK) -> list[str]:
    """The text in pieces, which its cuts lie between; a subject tells what the text is about."""
    read = text.text[:MAX_READ].strip()
    title = _TITLE.match(read) if text.titled else None
    begins = title.end() if title else 0
    ends = [
        end
        for end in (match.end() for match in cut.finditer(read))
        if end > begins and min(len(read[:end].strip()), len(read[end:].strip())) >= MIN_CHARACTERS
    ]
    if len(ends) > MAX_CUTS:
        ends = [ends[i] for i in np.linspace(0, len(ends) - 1, MAX_CUTS).round().astype(int)]
    return [read[start:end] for start, end in pairwise([0, *ends, len(read)])]


def _halves(pieces: Sequence[str], cut: int) -> Halves:
    return "".join(pieces[:cut]).strip(), "".join(pieces[cut:]).strip()


def _likely_cuts(
    texts: Sequence[TitledText], strange: NDArray[np.bool_], lexical: LexicalClassifier
) -> dict[int, LikelyCut]:
    """Of each text the cut whose halves look most like two categories by their words."""
    marked = {place: own for place, text in enumerate(texts) if len(own := pieces_of(text)) > 1}
    others = (
        p for p in np.flatnonzero(strange).tolist() if p not in marked and not texts[p].titled
    )
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


def _look_like_two(first: NDArray[np.float32], second: NDArray[np.float32]) -> bool:
    """Whether the words of two halves allow that they are of two categories."""
    return bool(min(first.max(), second.max()) >= MIN_BY_WORDS) and _are_two(first, second)


def _are_two(first: NDArray[np.float32], second: NDArray[np.float32]) -> bool:
    """Whether two halves are of categories of their own."""
    a, b = first.argmax(), second.argmax()
    return bool(a != b and max(first[b] / second[b], second[a] / first[a]) <= MAX_CROSSED)
