"""Named SQL statements, kept in `queries/*.sql` so that no SQL stands in Python.

In a file each statement follows a line `-- name: what_it_gives`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "queries"
_NAME: Final = re.compile(r"^-- name: (\w+)\s*$", re.MULTILINE)


@cache
def query(path: str) -> str:
    """The statement `file.name`, for example `tickets.page`; KeyError when there is none."""
    file, _, name = path.partition(".")
    parts = _NAME.split((FOLDER / f"{file}.sql").read_text(encoding="utf-8"))
    statements = dict(zip(parts[1::2], parts[2::2], strict=True))
    return statements[name].strip()
