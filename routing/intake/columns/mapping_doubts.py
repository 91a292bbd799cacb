"""What a user should know of a mapping before anything is built on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from routing.intake.columns.column_profile import ColumnProfile, profile
from routing.intake.columns.mapping import Mapping

_ENOUGH_ROWS: Final = 20
_HALF_EMPTY: Final = 0.5
_MISSING: Final = {
    "id": "The file has no column with an id; tickets were numbered by their row.",
    "body": "The file has no column with the body of a ticket; only the subject is read.",
    "category": "No column with the category of a ticket was found: nothing can be measured "
    "against it. Choose one if there is any.",
    "created_at": "No column with the date of a ticket was found: nothing can be shown over time. "
    "Choose one if there is any.",
}


def doubts(
    mapping: Mapping, columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> Iterator[str]:
    """One sentence for each field that is missing, nearly empty or not certain.

    >>> list(doubts(Mapping(id="n", body="b", category="c"), ["n", "b", "c"], []))[0][:34]
    'No column with the date of a ticke'
    """
    for field, sentence in _MISSING.items():
        if getattr(mapping, field) is None:
            yield sentence
    seen = {
        field: profile([row[at] if at < len(row) else "" for row in rows])
        for field, column in mapping.found().items()
        if field in {"subject", "body", "category"}
        for at in [list(columns).index(column)]
    }
    yield from _about_texts(mapping, seen)
    label = seen.get("category")
    if label and len(rows) >= _ENOUGH_ROWS and label.filled < _HALF_EMPTY:
        yield (
            f'The category column "{mapping.category}" is filled in only {label.count:,} of the '
            f"first {len(rows):,} rows; check that it is the right column."
        )


def _about_texts(mapping: Mapping, seen: dict[str, ColumnProfile]) -> Iterator[str]:
    texts = [(field, seen[field]) for field in ("subject", "body") if field in seen]
    varied = [found for _, found in texts if found.variety > 0.1 or found.count < _ENOUGH_ROWS]  # noqa: PLR2004
    if texts and not varied:
        field, found = texts[-1]
        yield (
            f'The column "{getattr(mapping, field)}" that is read as the {field} holds only '
            f"{found.distinct:,} different texts in the first {found.count:,} rows; "
            "check that it is what customers wrote."
        )
