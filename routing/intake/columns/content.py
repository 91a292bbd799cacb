"""What a column holds, told from its values when its header says nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_NUMBER: Final = re.compile(r"\s*[-+]?[\d.,:/ TZ%+-]*\d[\d.,:/ TZ%+-]*\s*")
_TEXT_LENGTH: Final = 15
_LABEL_LENGTH: Final = 60
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Shape:
    """Some figures on the values of a column."""

    column: int
    count: int
    length: float
    words: float
    distinct: int
    numbers: float

    @property
    def is_text(self) -> bool:
        wordy = self.words >= 2.5 or self.length >= _TEXT_LENGTH  # noqa: PLR2004
        return bool(self.count) and wordy and self.numbers < _HALF

    @property
    def is_label(self) -> bool:
        repeated = self.distinct <= max(2, self.count * 0.5)
        short = self.length <= _LABEL_LENGTH and self.distinct <= 150  # noqa: PLR2004
        return self.count >= 3 and repeated and short  # noqa: PLR2004

    @property
    def is_id(self) -> bool:
        return bool(self.count) and self.distinct == self.count and self.words <= 1


def guess_from_content(columns: Sequence[int], rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Position of the id, subject, body and category among `columns`, where values show them.

    >>> guess_from_content([0, 1], [["I cannot log in at all", "Login"]] * 4)
    {'body': 0, 'category': 1}
    """
    shapes = [_shape(n, rows) for n in columns]
    labels = [s for s in shapes if s.is_label]
    texts = [s for s in shapes if s.is_text and s not in labels] or [s for s in shapes if s.is_text]
    texts.sort(key=lambda s: -s.length)
    found: dict[str, int] = {}
    if not texts and len(columns) == 1 and shapes[0].numbers < _HALF and shapes[0].count:
        return {"body": columns[0]}
    if not texts:
        return found
    ids = [s for s in shapes if s.is_id and s is not texts[0]]
    if ids and ids[0].column == min(columns):
        found["id"] = ids[0].column
    if len(texts) > 1 and texts[1].column < texts[0].column and texts[1].words >= 2:  # noqa: PLR2004
        found["subject"] = texts[1].column
    found["body"] = texts[0].column
    free = [s for s in labels if s.column not in found.values()]
    if free:
        best = max(free, key=lambda s: (s.numbers < _HALF, s.distinct > 1, s.column))
        found["category"] = best.column
    return found


def _shape(column: int, rows: Sequence[Sequence[str]]) -> _Shape:
    values = [row[column].strip() for row in rows if len(row) > column and row[column].strip()]
    count = len(values)
    safe = count or 1
    return _Shape(
        column=column,
        count=count,
        length=sum(map(len, values)) / safe,
        words=sum(len(value[:2000].split()) for value in values) / safe,
        distinct=len(set(values)),
        numbers=sum(bool(_NUMBER.fullmatch(value[:40])) for value in values) / safe,
    )
