"""Whether the writer of a text says that it holds a second matter."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final

_READ: Final = 6_000
# A second matter needs room before it and after it.
_ROOM: Final = 25


def has_parts(text: str) -> bool:
    """Whether a second matter begins somewhere in it.

    >>> has_parts("I was charged twice this month. Also, the app crashes when I open a photo.")
    True
    >>> has_parts("I was charged twice, and my bank also says so.")
    False
    """
    read = text[:_READ].lower().replace("\u2019", "'")
    return any(_has_room(match, len(read)) for match in _begin().finditer(read))


def _has_room(match: re.Match[str], length: int) -> bool:
    before = match.start() if match["start"] else _ROOM
    return before >= _ROOM and match.end() + _ROOM <= length


@cache
def _begin() -> re.Pattern[str]:
    table = tomllib.loads(files(__package__).joinpath("two_problems.toml").read_text("utf-8"))
    anywhere, starts = "|".join(table["anywhere"]), "|".join(table["starts"])
    return re.compile(rf"\b(?:{anywhere})\b|(?P<start>[.!?\n] ?(?:{starts}))")
