"""Confidences as other tools write them: shares, per cents, or words such as High and Low."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Final

# From the least to the most sure; what help desks export.
WORDS: Final = ("very low", "low", "medium", "high", "very high")
SAME: Final = {
    "unsure": "low", "moderate": "medium", "med": "medium", "mid": "medium", "sure": "high",
    "highest": "very high", "lowest": "very low",
}  # fmt: skip
PERCENT: Final = 100.0


class UnreadableConfidenceError(ValueError):
    """A confidence that is neither a number nor a known word; place: its position."""

    def __init__(self, place: int, why: str) -> None:
        """Keep where it stands; the text of the error is why it cannot be read."""
        self.place, self.why = place, why
        super().__init__(why)


def confidence_scale(texts: Sequence[str]) -> list[float]:
    """The confidences from 0 to 1, in order; 0 where none is given.

    All are shares, or per cents with their sign, or words; the first one that is given tells.
    Words are spread evenly: only their order counts until they are calibrated on labelled tickets.
    Raises UnreadableConfidenceError for the first one that is of another kind.

    >>> confidence_scale(["0.5", "", "1"]), confidence_scale(["85 %", "7%"])
    ([0.5, 0.0, 1.0], [0.85, 0.07])
    >>> confidence_scale(["High", "Low", "medium"])
    [0.8, 0.4, 0.6]
    """
    given = [text.strip() for text in texts]
    first = next(filter(None, given), "")
    read = _word if _rank(first) else _per_cent if first.endswith("%") else _number
    return [read(place, text) if text else 0.0 for place, text in enumerate(given)]


def _rank(text: str) -> int:
    """From 1 for the least sure word; 0 where it is none of them."""
    word = SAME.get(text.casefold(), text.casefold())
    return WORDS.index(word) + 1 if word in WORDS else 0


def _word(place: int, text: str) -> float:
    if rank := _rank(text):
        return rank / len(WORDS)
    raise UnreadableConfidenceError(
        place, f'"{text[:40]}" is none of the words {", ".join(WORDS)}.'
    )


def _per_cent(place: int, text: str) -> float:
    if not text.endswith("%"):
        raise UnreadableConfidenceError(place, f'"{text[:40]}" has no sign of per cent.')
    return _number(place, text.removesuffix("%"), PERCENT)


def _number(place: int, text: str, scale: float = 1.0) -> float:
    try:
        number = float(text) / scale
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise UnreadableConfidenceError(place, f'"{text[:40]}" is not a number.')
    if not 0 <= number <= 1:
        raise UnreadableConfidenceError(place, f'"{text[:40]}" is outside 0 to 1; write shares.')
    return number
