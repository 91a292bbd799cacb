"""The words on the screens, from `ui/texts/`: a file a section.

A folder beside them holds a translation (`ui/texts/de/`); what it does not say is said in English.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from settings import Settings

FOLDER: Final = Path(__file__).parents[1] / "texts"
ENGLISH: Final = "en"


def languages() -> tuple[str, ...]:
    """What the screens can speak, English first."""
    return (ENGLISH, *sorted(each.name for each in FOLDER.iterdir() if each.is_dir()))


def spoken(asked: str) -> str:
    """The language that is asked for, where there is a folder of it; else English.

    >>> spoken("de"), spoken("tlh")
    ('de', 'en')
    """
    return asked if asked in languages() else ENGLISH


# Known before any screen is imported: tables name their columns then.
LANGUAGE: Final = spoken(Settings.from_environment().language)


def text(key: str) -> str:
    """The text `section.name`, for example `overview.question`."""
    section, _, name = key.partition(".")
    return texts(LANGUAGE)[section][name]


def has_text(key: str) -> bool:
    """Whether there is such a text."""
    section, _, name = key.partition(".")
    return name in texts(LANGUAGE).get(section, {})


def named(section: str, name: str) -> str:
    """What people call a thing of that name; where no text says it, the name in plain letters."""
    return texts(LANGUAGE)[section].get(name, name.replace("_", " ").capitalize())


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
def texts(language: str = ENGLISH) -> dict[str, dict[str, str]]:
    """All texts of a language by section and name, filled up with the English ones."""
    english = _read(FOLDER)
    if language == ENGLISH:
        return english
    own = _read(FOLDER / language)
    return {section: words | own.get(section, {}) for section, words in english.items()}


def _read(folder: Path) -> dict[str, dict[str, str]]:
    files = folder.glob("*.toml")
    return {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in files}
