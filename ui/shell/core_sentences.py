"""What the core says in a sentence, in the language of the reader.

The core, its log and what a workspace keeps are English. The catalogue `ui/texts/core.toml` holds
its sentences as they are said, with places for what is filled in; a translation says the same with
the same places. What is not in the catalogue stays as it was said.
"""

from __future__ import annotations

import re
from functools import cache

from ui.shell.texts import ENGLISH, LANGUAGE, plain, texts

SECTION = "core"
_PLACE = re.compile(r"\\{(\w+)\\}")


def translated(sentence: str, language: str = LANGUAGE) -> str:
    """A sentence of the core as the reader reads it.

    >>> translated("Reading export.csv: 2,000 rows so far", "de")
    'export.csv lesen: bisher 2,000 Zeilen'
    >>> translated("Reading export.csv: 2,000 rows so far"), translated("What else?", "de")
    ('Reading export.csv: 2,000 rows so far', 'What else?')
    """
    if language == ENGLISH:
        return sentence
    found = ((form.fullmatch(sentence), own) for form, own in _forms(language))
    return next((own.format(**said.groupdict()) for said, own in found if said), sentence)


def told(problem: object) -> str:
    """An error or a sentence of the core for a place that reads markdown."""
    return plain(translated(str(problem)))


@cache
def _forms(language: str) -> list[tuple[re.Pattern[str], str]]:
    """How each sentence is recognised, and what is said in its place."""
    own = texts(language)[SECTION]
    english = texts()[SECTION].items()
    return [
        (re.compile(_PLACE.sub(r"(?P<\1>.+?)", re.escape(said))), own[name])
        for name, said in english
    ]
