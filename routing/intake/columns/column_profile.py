"""What the values of a column look like, whatever its header says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from routing.intake.columns.header_aliases import normal
from routing.intake.values.times import parse_time

_WORDS: Final = Path(__file__).with_name("value_words.toml")
_MAX_ROWS: Final = 400
_MAX_CELL: Final = 2_000
_LONGEST_WORD: Final = 40
_NUMBER: Final = re.compile(r"[-+]?[\d.,:/ %+-]*\d[\d.,:/ %+-]*(?:[a-zA-Z]{1,3}\.?)?")
_KEY: Final = re.compile(r"#?(?:[A-Za-z]{1,12}[-_#:]?)?\d{1,20}|[0-9a-fA-F-]{16,40}")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|<[^@\s]+@[^@\s]+>")
_LINK: Final = re.compile(r"(?:https?|ftp)://\S+|www\.\S+")
# "Ana P.", "P. Ana", "Silva, Ana", "Dr Ana Silva": other names look like any two words.
_PERSON: Final = re.compile(
    r"(?:(?:Dr|Mr|Mrs|Ms|Herr|Frau|Sr|Sra|M|Mme)\.? )?"
    r"(?:[^\W\d_a-z][\w'’-]+ [^\W\d_a-z]\.|[^\W\d_a-z]\. ?[^\W\d_a-z][\w'’-]+"  # noqa: RUF001
    r"|[^\W\d_a-z][\w'’-]+, [^\W\d_a-z][\w'’-]+)"  # noqa: RUF001
    r"|(?:Dr|Mr|Mrs|Ms|Herr|Frau|Sra?|Mme)\.? [^\W\d_a-z][\w'’ -]+"  # noqa: RUF001
)
_LETTERS_A_WORD: Final = 4


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """Figures on the values of one column; shares are of the filled cells, from 0 to 1.

    filled: share of the rows with a value. count: rows with a value.
    length, words: characters and words of a value in the mean; four letters of a script
        without spaces are a word.
    distinct: different values. yes_no, priority, status, channel, language: values that are
        words of that kind in any language we know.
    """

    filled: float
    count: int
    length: float
    words: float
    distinct: int
    numbers: float
    keys: float
    dates: float
    emails: float
    links: float
    persons: float
    yes_no: float
    priority: float
    status: float
    channel: float
    language: float

    @property
    def variety(self) -> float:
        """Different values a filled cell."""
        return self.distinct / self.count if self.count else 0.0


def profile(values: Sequence[str]) -> ColumnProfile:
    """The figures of a column from some of its cells, empty ones included.

    >>> seen = profile(["I cannot log in", "", "My invoice is wrong"])
    >>> seen.count, round(seen.filled, 2), seen.words
    (2, 0.67, 4.0)
    """
    cells = [value.strip()[:_MAX_CELL] for value in values[:_MAX_ROWS]]
    found = [cell for cell in cells if cell]
    count = len(found)
    # Each different value is looked at once, and counts as often as it occurs.
    times: dict[str, int] = {}
    for value in found:
        times[value] = times.get(value, 0) + 1

    def share(test: Callable[[str], object]) -> float:
        return sum(n for value, n in times.items() if test(value)) / count if count else 0.0

    def mean(measure: Callable[[str], int]) -> float:
        return sum(n * measure(value) for value, n in times.items()) / count if count else 0.0

    plain = {value: normal(value) for value in times if len(value) <= _LONGEST_WORD}
    kinds = {
        kind: sum(times[value] for value, word in plain.items() if word in words) / (count or 1)
        for kind, words in value_words()
    }
    return ColumnProfile(
        filled=count / len(cells) if cells else 0.0,
        count=count,
        length=mean(len),
        words=mean(_words),
        distinct=len(times),
        numbers=share(lambda value: _NUMBER.fullmatch(value[:40])),
        keys=share(lambda value: _KEY.fullmatch(value[:50])),
        dates=share(_is_date),
        emails=share(lambda value: _EMAIL.fullmatch(value[:200])),
        links=share(lambda value: _LINK.fullmatch(value[:300])),
        persons=share(lambda value: _PERSON.fullmatch(value[:60])),
        **kinds,
    )


def _words(value: str) -> int:
    if value.isascii():
        return len(value.split())
    glued = sum("\u2e80" <= c <= "\ud7ff" or "\u0e00" <= c <= "\u0eff" for c in value[:400])
    return len(value.split()) + glued // _LETTERS_A_WORD


def _is_date(value: str) -> bool:
    """Whether it is a time that is written as one, not just a number."""
    return (
        len(value) <= 90  # noqa: PLR2004 - no date is longer
        and any(mark in value for mark in "-/.: 年月년")
        and parse_time(value, day_first=True) is not None
    )


@cache
def value_words() -> tuple[tuple[str, frozenset[str]], ...]:
    """The kinds of value_words.toml with their words."""
    tables: dict[str, list[str]] = tomllib.loads(_WORDS.read_text("utf-8"))
    return tuple((kind, frozenset(map(normal, words))) for kind, words in tables.items())
