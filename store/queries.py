"""Named SQL statements, kept in `queries/*.sql` so that no SQL stands in Python.

In a file each statement follows a line `-- name: what_it_gives`. `{ticket_columns}` in one stands
for the columns of a ticket, and `{newest_review}` for the newest number that a review ever had.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from store.ticket_columns import COLUMNS

FOLDER: Final = Path(__file__).parent / "queries"
_NAME: Final = re.compile(r"^-- name: (\w+)\s*$", re.MULTILINE)


@cache
def query(path: str) -> str:
    """The statement `file.name`, for example `tickets.page`; KeyError when there is none."""
    file, _, name = path.partition(".")
    statement = statements(FOLDER / f"{file}.sql")[name]
    for fragment, words in _fragments().items():
        statement = statement.replace("{" + fragment + "}", words)
    return statement


@cache
def statements(file: Path) -> dict[str, str]:
    """All statements of a file by name."""
    parts = _NAME.split(file.read_text(encoding="utf-8"))
    return {name: sql.strip() for name, sql in zip(parts[1::2], parts[2::2], strict=True)}


@cache
def _fragments() -> dict[str, str]:
    """What many statements have in common."""
    return {"ticket_columns": ", ".join(COLUMNS), **statements(FOLDER / "fragments.sql")}
