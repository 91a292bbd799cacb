"""What DuckDB says of a statement that it cannot run: in a sentence, and at which place."""

from __future__ import annotations

import re
from typing import Any, Final

MAX_LENGTH: Final = 400
DEEP: Final = "The statement is nested too deeply; write it flatter, with WITH."
_PLACE: Final = re.compile(r"\nLINE (\d+): (.*)\n( *)\^+")


def in_a_sentence(error: Exception) -> str:
    r"""The reason, without the drawing of the place.

    >>> in_a_sentence(ValueError('Parser Error: syntax error at "x"\n\nLINE 1: x\n        ^'))
    'The statement cannot run: syntax error at "x".'
    """
    told = re.split(r"\n\s*\n|\nLINE \d", str(error))[0]
    _, _, reason = told.partition(" Error: ")
    words = " ".join((reason or told).split())[:MAX_LENGTH]
    if "depth limit" in words:
        return DEEP
    return f"The statement cannot run: {words}" + ("" if words.endswith((".", "!", "?")) else ".")


def error_position(error: Exception, sql: str) -> dict[str, Any]:
    r"""The line and the column of the statement that are complained of, from 1; {} for no place.

    DuckDB draws a part of a long line; where that part stands is looked up in the statement.

    >>> error = ValueError('x\n\nLINE 2: FROM tikets\n             ^')
    >>> error_position(error, "SELECT 1\nFROM tikets")
    {'line': 2, 'column': 6}
    """
    drawn = _PLACE.search(str(error))
    lines = sql.split("\n")
    if drawn is None or int(drawn[1]) > len(lines):
        return {}
    line = int(drawn[1])
    part = drawn[2].removesuffix("...")
    pointed = len(drawn[3]) - len(f"LINE {line}: ")
    if part.startswith("..."):
        part, pointed = part[3:], pointed - 3
    column = max(0, lines[line - 1].find(part)) + pointed + 1
    return {"line": line, "column": min(max(1, column), len(lines[line - 1]) + 1)}
