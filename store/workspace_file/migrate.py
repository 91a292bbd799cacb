"""The schema of a workspace, and how an older one comes to it: one step after the other.

The steps stand in `migrations/`, numbered without a gap; a workspace has seen the first n of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import duckdb

from routing.errors import WorkspaceError
from store import ticket_view
from store.queries import query
from store.workspace_file import released_scenarios
from store.workspace_file.faults import not_a_workspace

FOLDER: Final = Path(__file__).parents[1] / "migrations"
# Release 0.1 numbered its steps with a gap and one number twice.
RENAMED: Final[Mapping[str, str]] = {
    "002_policies": "003_policies", "003_prompts": "004_prompts", "004_reviews": "005_reviews",
    "005_learning": "006_learning", "011_claims": "010_claims", "012_wanted": "011_wanted",
    "013_views": "012_views",
}  # fmt: skip
# What a step does beside its SQL, where SQL cannot say it.
CONVERSIONS: Final[Mapping[str, Callable[[duckdb.DuckDBPyConnection], None]]] = {
    "016_scenarios": released_scenarios.convert,
    "027_selection": ticket_view.refresh,
}
NEWER: Final = "{name} was written by a newer RouteCase ({step}); update, then open it."


def steps() -> tuple[str, ...]:
    """The names of all steps, in their order."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.sql")))


def level(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """How many steps the workspace has seen.

    Raises WorkspaceError when it is no workspace, or was written by a newer RouteCase.
    """
    if not connection.execute(query("schema.is_workspace")).fetchall():
        raise not_a_workspace(path)
    rows = connection.execute(query("schema.applied")).fetchall()
    seen = sorted(RENAMED.get(name, name) for (name,) in rows)
    known = steps()
    if newer := [name for name in seen if name > known[-1]]:
        raise WorkspaceError(NEWER.format(name=path.name, step=newer[-1]))
    if seen != list(known[: len(seen)]):
        raise not_a_workspace(path)
    return len(seen)


def migrate(connection: duckdb.DuckDBPyConnection, seen: int, wanted: int | None = None) -> None:
    """Apply the steps after the first `seen`, up to the first `wanted` (None for all).

    Each step and the record of it are one transaction.
    """
    if not seen:
        connection.execute(query("schema.begin"))
    for name in steps()[seen:wanted]:
        _apply(connection, name)


def _apply(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    connection.begin()
    try:
        connection.execute((FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
        if convert := CONVERSIONS.get(name):
            convert(connection)
        connection.execute(query("schema.record"), [name])
        connection.commit()
    except BaseException:
        # After a commit that failed there is nothing left to roll back.
        with suppress(duckdb.Error):
            connection.rollback()
        raise
