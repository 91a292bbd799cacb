"""The words on the screens, from `ui/texts/`: a file a section."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final


def text(key: str) -> str:
    """The text `section.name`, for example `overview.question`."""
    section, _, name = key.partition(".")
    return _texts()[section][name]


def has_text(key: str) -> bool:
    """Whether there is such a text."""
    section, _, name = key.partition(".")
    return name in _texts().get(section, {})


def named(section: str, name: str) -> str:
    """What people call a thing of that name; where no text says it, the name in plain letters."""
    return _texts()[section].get(name, name.replace("_", " ").capitalize())


_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[^\s`]*[\w/]|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]*\w"
)


def plain(words: str) -> str:
    r"""Words from outside as they stand, with nothing that markdown would read or make a link of.

    Addresses stand as code: the browser makes links of all others, escaped or not.

    >>> print(plain("http://host/v1 *now* for $5"))
    `http://host/v1` \*now\* for \$5
    """
    parts, end = [], 0
    for address in _ADDRESS.finditer(words):
        parts += [_escaped(words[end : address.start()]), f"`{address.group()}`"]
        end = address.end()
    return "".join([*parts, _escaped(words[end:])])


def _escaped(words: str) -> str:
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()<>#+!|~$:" else sign for sign in words)


@cache
def _texts() -> dict[str, dict[str, str]]:
    files = (Path(__file__).parent.parent / "texts").glob("*.toml")
    return {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in files}
