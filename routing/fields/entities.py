"""Entities: the values of a field that a text names, by list, synonym or pattern."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from routing.fields.definition import Field, FieldValue

READ = 10_000


def entities(field: Field, text: str) -> tuple[str, ...]:
    """The values that a text names, in the order in which it names them.

    A name and its synonyms count as whole words, whatever their case; a pattern as it is written.
    Of two that start at one place the longer one counts.

    >>> phone = FieldValue("Phone X", ("px", "phone-x"))
    >>> entities(Field("Product", "entity", values=(phone,)), "My PX is broken")
    ('Phone X',)
    """
    found: list[tuple[int, int, str]] = []
    for value, pattern in zip(field.values, _patterns(field.values), strict=True):
        found += [(m.start(), -len(m.group()), value.name) for m in pattern.finditer(text[:READ])]
    return _without_inner(sorted(found))


def _without_inner(found: Sequence[tuple[int, int, str]]) -> tuple[str, ...]:
    """The names without those that stand within a longer one."""
    kept, end = [], -1
    for start, minus_length, name in found:
        if start >= end:
            kept.append(name)
            end = start - minus_length
    return tuple(dict.fromkeys(kept))


@lru_cache(maxsize=64)
def _patterns(values: tuple[FieldValue, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(_pattern, values))


def _pattern(value: FieldValue) -> re.Pattern[str]:
    words = sorted({value.name, *value.words}, key=lambda word: -len(word))
    named = "|".join(r"\s+".join(map(re.escape, word.split())) for word in words)
    either = rf"(?i:(?<!\w)(?:{named})(?!\w))"
    return re.compile(f"{either}|(?:{value.pattern})" if value.pattern else either)
