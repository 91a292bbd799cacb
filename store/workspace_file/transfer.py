"""A workspace into a fresh file: to take in that of a stranger, and to hand over one's own.

Only tables are taken, only those of the known shape, and only their rows: views, macros and
whatever else is in the file stay behind, and what was deleted does, too.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import duckdb

from routing.errors import WorkspaceError
from store import ticket_view
from store.queries import query
from store.workspace_file.connection import connect
from store.workspace_file.faults import damaged, explained
from store.workspace_file.migrate import level, migrate

ROOT: Final = Path(__file__).parents[2]
PROGRAM: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from store.workspace_file.transfer import main; main(sys.argv)"
)
ROWS_AT_ONCE: Final = 20_000
REFUSED: Final = 2
OTHER_SHAPE: Final = (
    "{name} is not a workspace of RouteCase as it is exported: {what}. Ask for a fresh export."
)
# These are filled by the migrations themselves.
BOOKKEEPING: Final = frozenset({"migrations"})
Shape = dict[str, dict[str, str]]


def copy_tables(source: Path, target: Path) -> None:
    """Write the tables of a closed workspace file to a new file, in a process of its own.

    A file made to do harm can at worst end that process. Raises WorkspaceError in a sentence.
    """
    command = [sys.executable, "-I", "-c", PROGRAM, str(ROOT), str(source), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        target.unlink(missing_ok=True)
        if done.returncode == REFUSED:
            raise WorkspaceError(done.stdout.strip())
        raise damaged(source)


def main(arguments: list[str]) -> None:
    """The child process: copies, or says in one sentence why it does not."""
    source, target = map(Path, arguments[2:4])
    os.umask(0o077)
    try:
        with explained(source):
            _copy(source, target)
    except WorkspaceError as problem:
        print(problem)  # noqa: T201 - the answer to the parent
        sys.exit(REFUSED)


def _copy(source: Path, target: Path) -> None:
    old = connect(source, read_only=True)
    seen = level(old, source)
    new = connect(target)
    migrate(new, 0, seen)
    wanted = _shape(new)
    _check(_shape(old), wanted, source)
    for table in wanted.keys() - BOOKKEEPING:
        _copy_rows(old, new, table, list(wanted[table]))
    old.close()
    migrate(new, seen)
    ticket_view.refresh(new)
    new.execute(query("recovery.new_identity"))
    new.execute("CHECKPOINT")
    new.close()


def _shape(connection: duckdb.DuckDBPyConnection) -> Shape:
    """The type of every column of every table; views are none."""
    tables = connection.execute(query("schema.tables")).fetchall()
    shape: Shape = {name: {} for (name,) in tables}
    for table, column, kind in connection.execute(query("schema.columns")).fetchall():
        if table in shape:
            shape[table][column] = kind
    return shape


def _check(found: Shape, wanted: Shape, source: Path) -> None:
    for table, columns in wanted.items():
        if table not in found:
            what = f"it has no table {table}"
        elif differing := {c for c in columns if found[table].get(c) != columns[c]}:
            what = f"{table}.{min(differing)} is missing or of another type"
        else:
            continue
        raise WorkspaceError(OTHER_SHAPE.format(name=source.name, what=what))


def _copy_rows(
    old: duckdb.DuckDBPyConnection, new: duckdb.DuckDBPyConnection, table: str, columns: list[str]
) -> None:
    """Both names are of our own schema, not of the file."""
    names = ", ".join(columns)
    rows = old.execute(f"SELECT {names} FROM main.{table}").to_arrow_reader(ROWS_AT_ONCE)  # noqa: S608
    new.execute(f"DELETE FROM {table}")  # noqa: S608 - what a migration has filled
    new.register("batch", rows)
    new.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM batch")  # noqa: S608
    new.unregister("batch")
