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

    All are shares, or per cents, or words; the first one that is given tells words and signs.
    Numbers without a sign are per cents where most of them are above 1: one of ninety shares that
    is not is a mistake. Words are spread evenly: only their order counts until they are calibrated
    on labelled tickets.
    Raises UnreadableConfidenceError for the first one that is of another kind.

    >>> confidence_scale(["0.5", "", "1"]), confidence_scale(["85 %", "7%"])
    ([0.5, 0.0, 1.0], [0.85, 0.07])
    >>> confidence_scale(["92.5", "88", "0.5"]), confidence_scale(["0,25"])
    ([0.925, 0.88, 0.005], [0.25])
    >>> confidence_scale(["High", "Low", "medium"])
    [0.8, 0.4, 0.6]
    """
    given = [text.strip() for text in texts]
    first = next(filter(None, given), "")
    read = _word if _rank(first) else _per_cent if first.endswith("%") else _number
    if read is _number and _are_per_cents([text for text in given if text]):
        read = _plain_per_cent
    return [read(place, text) if text else 0.0 for place, text in enumerate(given)]


def _are_per_cents(given: Sequence[str]) -> bool:
    """Whether most of the numbers are above 1."""
    above = sum(isfinite(value) and value > 1 for value in map(_value, given))
    return 2 * above > len(given)


def _value(text: str) -> float:
    """The number, its decimals after a point or a comma; not a number where it is none."""
    try:
        return float(text.replace(",", ".") if text.count(",") == 1 else text)
    except ValueError:
        return float("nan")


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


def _plain_per_cent(place: int, text: str) -> float:
    return _number(place, text, PERCENT)


def _number(place: int, text: str, scale: float = 1.0) -> float:
    number = _value(text) / scale
    if not isfinite(number):
        raise UnreadableConfidenceError(place, f'"{text[:40]}" is not a number.')
    if not 0 <= number <= 1:
        raise UnreadableConfidenceError(place, f'"{text[:40]}" is outside 0 to 1; write shares.')
    return number
