"""What a name looks like, and the capitalised words that are none."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("person_names.toml")
_UPPER: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŸŹŻŽȘȚΑ-ΩΆΈ-ΏА-ЯЁ"
_PART: Final = (
    rf"(?:O'|D'|Mc|Mac|L')?[{_UPPER}][^\W\d_{_UPPER}]{{1,24}}(?:['-][{_UPPER}][^\W\d_]{{1,20}})?"
)
_PARTICLE: Final = (
    r"(?:van der|van den|van de|von der|von|van|de la|de los|del|della|der|den|ter|dos|das|da|de"
    r"|di|du|le|la|el|al|bin|ibn|zu|af)"
)
NAME: Final = re.compile(rf"{_PART}(?:\s[{_UPPER}]\.)?(?:[ ](?:{_PARTICLE}[ ])?{_PART}){{0,3}}")
INITIALS: Final = re.compile(rf"[{_UPPER}]\.(?: ?[{_UPPER}]\.)? {_PART}")


@cache
def words(kind: str) -> tuple[str, ...]:
    """The words of one kind from person_names.toml, each once."""
    entries: list[str] = tomllib.loads(_FILE.read_text("utf-8"))[kind]
    return tuple(dict.fromkeys(entries))


@cache
def word_set(kind: str) -> frozenset[str]:
    """The same, to ask whether a word is among them."""
    return frozenset(words(kind))


def is_title(name: str) -> bool:
    """Whether what looks like a name starts with "Mr" or the like."""
    return name.partition(" ")[0].lower() in word_set("titles")


def end_of_name(text: str, start: int, end: int) -> int:
    """Where the name ends, before the first word that is no name; start when it is none.

    >>> end_of_name("Ann Smith Regards", 0, 17)
    9
    """
    kept = at = start
    for part in text[start:end].split(" "):
        if part[:1].isupper() and part.lower().rstrip(".") in word_set("not_names"):
            break
        kept = at + len(part)
        at = kept + 1
    # A particle alone at the end belongs to what was cut.
    while kept > start and text[start:kept].rpartition(" ")[2].islower():
        kept = start + max(0, text[start:kept].rfind(" "))
    return kept
