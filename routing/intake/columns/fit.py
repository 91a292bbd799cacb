"""How well the values of a column suit a field of a ticket."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Final

from routing.intake.columns.column_profile import ColumnProfile

_NEARLY_ALL: Final = 0.9
_HALF: Final = 0.5
_FEW_ROWS: Final = 3
_ENOUGH_ROWS: Final = 20
_MAX_LABELS: Final = 150
_MAX_LABEL_LENGTH: Final = 60
_MAX_LABEL_WORDS: Final = 8


class Fit(IntEnum):
    """From values that cannot be the field's to values that look like it."""

    NEVER = 0
    POOR = 1
    POSSIBLE = 2
    GOOD = 3


def fit(field: str, seen: ColumnProfile) -> Fit:
    """How well a column with these values suits the field of that name.

    Few rows prove little: then nearly everything is possible.
    """
    return _FITS.get(field, _measure)(seen)


def _is_flag(seen: ColumnProfile) -> bool:
    return seen.yes_no >= _NEARLY_ALL and seen.distinct <= 3 and seen.numbers < _HALF  # noqa: PLR2004


def _is_contact(seen: ColumnProfile) -> bool:
    return max(seen.emails, seen.links) >= _NEARLY_ALL


def _text(seen: ColumnProfile) -> Fit:
    if seen.count < _FEW_ROWS:
        return Fit.POSSIBLE
    flat = max(seen.numbers, seen.keys, seen.dates) >= _NEARLY_ALL
    if _is_flag(seen) or _is_contact(seen) or flat:
        return Fit.NEVER
    if seen.persons >= _NEARLY_ALL:
        return Fit.POOR
    if seen.words >= 3 and seen.variety >= _HALF:  # noqa: PLR2004 - a sentence, each its own
        return Fit.GOOD
    few = seen.count >= _ENOUGH_ROWS and seen.variety < 0.1 and seen.words < 3  # noqa: PLR2004
    return Fit.POOR if few else Fit.POSSIBLE


def _category(seen: ColumnProfile) -> Fit:
    if _is_flag(seen) or _is_contact(seen) or seen.dates >= _NEARLY_ALL:
        return Fit.NEVER
    if seen.count < _FEW_ROWS:
        return Fit.POSSIBLE
    other = (seen.channel, seen.priority, seen.status, seen.language, seen.persons)
    all_different = seen.count >= _ENOUGH_ROWS and seen.variety > _NEARLY_ALL
    all_alike = seen.count >= _ENOUGH_ROWS and seen.distinct == 1
    long = seen.length > _MAX_LABEL_LENGTH or seen.words > _MAX_LABEL_WORDS
    if max(other) >= _NEARLY_ALL or all_different or all_alike or long:
        return Fit.POOR
    few = 2 <= seen.distinct <= min(_MAX_LABELS, max(2, seen.count * _HALF))  # noqa: PLR2004
    return Fit.GOOD if few and seen.numbers < _HALF else Fit.POSSIBLE


def _date(seen: ColumnProfile) -> Fit:
    if _is_flag(seen):
        return Fit.NEVER
    if seen.dates >= _HALF or (seen.numbers >= _NEARLY_ALL and seen.length >= 9):  # noqa: PLR2004
        return Fit.GOOD
    return Fit.POOR if seen.count >= _FEW_ROWS else Fit.POSSIBLE


def _id(seen: ColumnProfile) -> Fit:
    if seen.count < _FEW_ROWS:
        return Fit.POSSIBLE
    if _is_flag(seen) or seen.dates >= _NEARLY_ALL or seen.words > 3:  # noqa: PLR2004
        return Fit.NEVER
    if seen.variety >= _NEARLY_ALL:
        return Fit.GOOD
    return Fit.POOR if seen.count >= _ENOUGH_ROWS and seen.variety < _HALF else Fit.POSSIBLE


def _word_of(kind: str) -> Callable[[ColumnProfile], Fit]:
    """A column of words of one kind, such as channels."""

    def fits(seen: ColumnProfile) -> Fit:
        if _is_flag(seen) or _is_contact(seen) or seen.dates >= _NEARLY_ALL:
            return Fit.NEVER
        if getattr(seen, kind) >= _HALF:
            return Fit.GOOD
        many = seen.count >= _ENOUGH_ROWS and seen.variety > _HALF
        return Fit.POOR if many or seen.words > _MAX_LABEL_WORDS else Fit.POSSIBLE

    return fits


def _measure(seen: ColumnProfile) -> Fit:
    """A count or a duration."""
    wordy = seen.count >= _FEW_ROWS and seen.words > 6  # noqa: PLR2004 - "2 days, 3 hours 5 min"
    return Fit.NEVER if wordy else Fit.POSSIBLE


_FITS: Final[dict[str, Callable[[ColumnProfile], Fit]]] = {
    "subject": _text, "body": _text, "category": _category, "first_category": _category,
    "created_at": _date, "solved_at": _date, "id": _id,
    "channel": _word_of("channel"), "language": _word_of("language"),
}  # fmt: skip
