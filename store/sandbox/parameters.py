"""The parameters of a statement, found without parsing it: a hostile one is not for the server."""

from __future__ import annotations

import re
from typing import Final

# Texts, quoted names and comments, so that what stands in them is passed over; then `$name`.
_PIECES: Final = re.compile(
    r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|\$\$.*?\$\$|\$([A-Za-z_]\w*)""", re.DOTALL
)


def parameter_names(sql: str) -> list[str]:
    """The names after a dollar sign, in the order they first stand there.

    >>> parameter_names("SELECT $b, '$c' WHERE a = $a AND b = $b")
    ['b', 'a']
    """
    return list(dict.fromkeys(m[1] for m in _PIECES.finditer(sql) if m[1]))
