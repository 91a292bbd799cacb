"""Bring a workspace to the newest schema: each migration and its record in one transaction."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb

from routing.errors import WorkspaceError

FOLDER: Final = Path(__file__).parent / "migrations"


def migrate(connection: duckdb.DuckDBPyConnection) -> None:
    """Apply what is missing, in the order of the file names.

    Raises WorkspaceError when the file was written by a newer version of RouteCase.
    """
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (name VARCHAR PRIMARY KEY)")
    applied = {name for (name,) in connection.execute("SELECT name FROM migrations").fetchall()}
    files = sorted(FOLDER.glob("*.sql"))
    newer = applied - {file.stem for file in files}
    if newer:
        raise WorkspaceError(
            f"This workspace was written by a newer RouteCase ({max(newer)}); update, then open it."
        )
    for file in files:
        if file.stem not in applied:
            _apply(connection, file)


def _apply(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    connection.begin()
    try:
        connection.execute(file.read_text(encoding="utf-8"))
        connection.execute("INSERT INTO migrations VALUES (?)", [file.stem])
        connection.commit()
    except duckdb.Error:
        connection.rollback()
        raise
