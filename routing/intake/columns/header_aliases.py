"""The words of header_aliases.toml: which header means what."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("header_aliases.toml")
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_APART: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Preset:
    """An export known by its headers.

    has: the header words that must all be there.
    fields: for some fields, the header words to look for before the general ones.
    """

    name: str
    has: frozenset[str]
    fields: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Words:
    """All header words known.

    fields: per field, its words in order of preference.
    other: words of columns that are never a category.
    wrappers: keys that APIs wrap around a ticket.
    """

    fields: dict[str, tuple[str, ...]]
    other: frozenset[str]
    presets: tuple[Preset, ...]
    wrappers: frozenset[str]

    def known(self, name: str) -> bool:
        """Whether a header is any of our words."""
        return bool(_all_words().intersection(names_of(name)))


def normal(name: str) -> str:
    """A header as it is compared: no case, accents, punctuation or camelCase.

    >>> normal("Created At"), normal("createdAt"), normal("ERSTELLT_AM"), normal("Catégorie")
    ('created at', 'created at', 'erstellt am', 'categorie')
    """
    split = _CAMEL.sub(" ", name[:200])
    plain = unicodedata.normalize("NFKD", split)
    letters = "".join(c for c in plain if not "\u0300" <= c <= "\u036f")
    joined = _APART.sub(" ", unicodedata.normalize("NFC", letters).casefold())
    return joined.strip()


def names_of(header: str) -> list[str]:
    """The words a header may be known by: as it is, and without what an API wraps around it.

    >>> names_of("Properties.Subject")
    ['properties subject', 'subject']
    """
    whole = normal(header)
    wrapper, dot, rest = header.partition(".")
    inner = normal(rest) if dot and normal(wrapper) in words().wrappers else ""
    return [whole, inner] if inner else [whole]


@cache
def words() -> Words:
    """The words as read from header_aliases.toml."""
    data = tomllib.loads(_FILE.read_text("utf-8"))
    return Words(
        fields={field: tuple(map(_word, found)) for field, found in data["fields"].items()},
        other=frozenset(map(_word, data["other"]["words"])),
        presets=tuple(
            Preset(
                table["name"],
                frozenset(table["has"]),
                {field: tuple(found) for field, found in table.get("fields", {}).items()},
            )
            for table in data["preset"]
        ),
        wrappers=frozenset(data["wrappers"]["words"]),
    )


def _word(word: str) -> str:
    return normal(word)


@cache
def _all_words() -> frozenset[str]:
    known = words()
    listed = {word for found in known.fields.values() for word in found}
    special = {word for preset in known.presets for word in preset.has}
    return frozenset(listed | special | known.other)
