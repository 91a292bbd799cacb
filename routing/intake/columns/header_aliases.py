"""What headers mean, in the words of many help desks and languages: aliases/*.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

_FOLDER: Final = Path(__file__).with_name("aliases")
_PRESETS: Final = Path(__file__).with_name("export_presets.toml")
_FIRST_LANGUAGE: Final = "en"
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_APART: Final = re.compile(r"[\W_]+")
_ADDITION: Final = re.compile(r"[\r\n(\[{\uff08\u3010].*", re.DOTALL)
_SEVERAL: Final = re.compile(r"\s*[/|\r\n:]\s*|\s+[-–—]\s+")
_UNFOLDED: Final = str.maketrans("ıłøđ", "ilod")
_LONGEST: Final = 200
_MAX_WORDS: Final = 8
# What a header costs that is not known by its whole name, in places of a list of aliases.
_INNER, _CUT, _FILLED = 0.5, 6.0, 8.0


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
class Aliases:
    """All header words known.

    fields: per field, its words with their rank in their language, 0 for the surest.
    weak: words that name a field only where the values of the column agree.
    languages: per word, the languages it was listed in.
    other: words of columns that are never a text, a category or a date of a ticket.
    fillers: words that say nothing about what a column holds.
    wrappers, values: keys that APIs wrap around a ticket, and around a value in order of rank.
    """

    fields: dict[str, dict[str, int]]
    weak: dict[str, dict[str, int]]
    languages: dict[str, frozenset[str]]
    other: frozenset[str]
    fillers: frozenset[str]
    wrappers: frozenset[str]
    values: tuple[str, ...]
    presets: tuple[Preset, ...]

    def __contains__(self, word: str) -> bool:
        return word in self.languages or word in self.other


@cache
def header_aliases() -> Aliases:
    """The words of all files, English first."""
    tables = _tables()
    fields: dict[str, dict[str, int]] = {}
    languages: dict[str, set[str]] = {}
    for language, table in tables.items():
        for field, words in table["fields"].items():
            ranks = fields.setdefault(field, {})
            for rank, word in enumerate(map(normal, words)):
                ranks.setdefault(word, rank)
                languages.setdefault(word, set()).add(language)
    first = tables[_FIRST_LANGUAGE]
    return Aliases(
        fields=fields,
        weak={f: {w: n for n, w in enumerate(words)} for f, words in first["weak"].items()},
        languages={word: frozenset(found) for word, found in languages.items()},
        other=frozenset(_all(tables, "other")),
        fillers=frozenset(_all(tables, "fillers")),
        wrappers=frozenset(first["wrappers"]["words"]),
        values=tuple(first["values"]["words"]),
        presets=tuple(
            Preset(
                preset["name"],
                frozenset(preset["has"]),
                {field: tuple(found) for field, found in preset.get("fields", {}).items()},
            )
            for preset in tomllib.loads(_PRESETS.read_text("utf-8"))["preset"]
        ),
    )


def _tables() -> dict[str, dict[str, Any]]:
    files = sorted(_FOLDER.glob("*.toml"), key=lambda file: (file.stem != _FIRST_LANGUAGE, file))
    return {file.stem: tomllib.loads(file.read_text("utf-8")) for file in files}


def _all(tables: dict[str, dict[str, Any]], section: str) -> Iterator[str]:
    for table in tables.values():
        yield from map(normal, table.get(section, {}).get("words", ()))


def normal(name: str) -> str:
    """A header as it is compared: no case, accents, punctuation or camelCase.

    >>> normal("Created At"), normal("createdAt"), normal("ERSTELLT_AM"), normal("Catégorie")
    ('created at', 'created at', 'erstellt am', 'categorie')
    """
    if name.isascii() and name.islower() and name.isalpha():
        return name[:_LONGEST]
    split = _CAMEL.sub(" ", name[:_LONGEST])
    plain = unicodedata.normalize("NFKD", split)
    letters = "".join(c for c in plain if not _is_mark(c))
    folded = unicodedata.normalize("NFC", letters).casefold().translate(_UNFOLDED)
    return _APART.sub(" ", folded).strip()


def _is_mark(character: str) -> bool:
    """An accent of Latin and Greek, or a vowel sign of Arabic; Japanese ones make the letter."""
    return "\u0300" <= character <= "\u036f" or "\u064b" <= character <= "\u065f"


def names_of(header: str) -> list[tuple[str, float]]:
    r"""The words a header may be known by, and what each costs against its whole name.

    >>> names_of("Properties.Subject")
    [('properties subject', 0.0), ('subject', 0.5)]
    >>> names_of("Category.display_value")
    [('category display value', 0.0), ('category', 0.5)]
    >>> names_of("Description\n(full text)")
    [('description full text', 0.0), ('description', 6.0)]
    """
    names = {normal(header): 0.0}
    for inner, cost in _unwrapped(header):
        names.setdefault(inner, cost)
    short = _ADDITION.sub("", header)
    for part in (short, *_SEVERAL.split(short)):
        names.setdefault(normal(part), _CUT)
    names.pop("", None)
    return list(names.items())


def _unwrapped(header: str) -> Iterator[tuple[str, float]]:
    """Without the keys that an API puts before or behind the name."""
    aliases = header_aliases()
    keys = header.split(".")
    if len(keys) == 1:
        return
    start = 1 if normal(keys[0]) in aliases.wrappers else 0
    last = normal(keys[-1])
    end = len(keys) - 1 if last in aliases.values and len(keys) - start > 1 else len(keys)
    cost = aliases.values.index(last) / 100 if end < len(keys) else 0
    for first in {start, 0}:
        if (first, end) != (0, len(keys)):
            yield normal(".".join(keys[first:end])), _INNER + cost


def rank_of(header: str, ranks: dict[str, int]) -> float | None:
    """The rank of a header among the aliases of a field, lower is surer; None when it is none.

    >>> rank_of("Beschreibung des Tickets", header_aliases().fields["body"]) is not None
    True
    """
    names = names_of(header)
    known = [ranks[name] + cost for name, cost in names if name in ranks]
    if known:
        return min(known)
    bare = [_without_fillers(name) for name, _ in names]
    known = [ranks[name] + _FILLED for name in bare if name in ranks]
    # In two languages side by side: "Beschreibung Description".
    known += [
        ranks[words[0]] + _FILLED
        for words in map(str.split, bare)
        if len(words) > 1 and all(word in ranks for word in words)
    ]
    return min(known, default=None)


def is_other(header: str) -> bool:
    """Whether a header names a person, a state or the like, which no field of a ticket takes."""
    other = header_aliases().other
    names = [name for name, _ in names_of(header)]
    return any(name in other or _without_fillers(name) in other for name in names)


def is_known(header: str) -> bool:
    """Whether a header is any of our words."""
    aliases = header_aliases()
    return any(name in aliases for name, _ in names_of(header))


def languages_of(header: str) -> frozenset[str]:
    """The languages whose word the header is; empty when unknown."""
    languages = header_aliases().languages
    for name, _ in names_of(header):
        found = languages.get(name) or languages.get(_without_fillers(name))
        if found:
            return found
    return frozenset()


def _without_fillers(name: str) -> str:
    words = name.split(" ")
    if not 1 < len(words) <= _MAX_WORDS:
        return name
    fillers = header_aliases().fillers
    return " ".join(word for word in words if word not in fillers)


def preset_for(columns: Iterable[str]) -> Preset | None:
    """The help desk whose export has these columns, None when it is no known one.

    >>> preset_for(["Id", "Subject", "Group stations"]).name
    'Zendesk'
    """
    present = {name for column in columns for name, cost in names_of(column) if cost < _CUT}
    return next((p for p in header_aliases().presets if p.has <= present), None)
