"""The longer words on the screens, from `texts.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


def text(key: str) -> str:
    """The text `section.name`, for example `overview.question`."""
    section, _, name = key.partition(".")
    return _texts()[section][name]


def plain(words: str) -> str:
    r"""Words from outside as they stand, with nothing that markdown would read or make a link of.

    >>> print(plain("http://host/v1 *now* for $5"))
    http\://host/v1 \*now\* for \$5
    """
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()<>#+!|~$:" else sign for sign in words)


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "texts.toml").read_text(encoding="utf-8"))
