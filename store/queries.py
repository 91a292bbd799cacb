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
    return statements(FOLDER / f"{file}.sql")[name]


@cache
def statements(file: Path) -> dict[str, str]:
    """All statements of a file by name."""
    parts = _NAME.split(file.read_text(encoding="utf-8"))
    return {name: sql.strip() for name, sql in zip(parts[1::2], parts[2::2], strict=True)}
