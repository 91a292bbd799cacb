"""What language the words around figures are in, from `roi/phrases.toml`.

The edge says whose reader it is (`read_from`). Where nobody says it, as on the command line, in
background jobs and in documents, it is English.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Final

ENGLISH: Final = "en"


def phrase(name: str, /, **figures: str) -> str:
    """A phrase in the language of the present reader, filled in.

    >>> phrase("months", number="7")
    '7 months'
    >>> with written_in("de"):
    ...     phrase("months", number="7")
    '7 Monate'
    """
    known = _phrases()
    return known.get(current(), known[ENGLISH])[name].format(**figures)


def read_from(source: Callable[[], str]) -> None:
    """From now on ask `source` what language its reader reads."""
    _source[0] = source


@contextmanager
def written_in(language: str) -> Iterator[None]:
    """Write in that language inside, whatever the edge says."""
    before = _chosen.set(language)
    try:
        yield
    finally:
        _chosen.reset(before)


def current() -> str:
    """The language of the present reader."""
    return _chosen.get() or _source[0]()


def _nobody() -> str:
    return ENGLISH


@cache
def _phrases() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("roi").joinpath("phrases.toml").read_text("utf-8"))


_source: Final[list[Callable[[], str]]] = [_nobody]
_chosen: ContextVar[str] = ContextVar("language", default="")
