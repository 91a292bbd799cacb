"""Whether a workspace file can be asked where it stands, without a copy."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from routing.errors import WorkspaceError
from store.workspace_file import lease
from store.workspace_file.connection import connect
from store.workspace_file.faults import explained
from store.workspace_file.recovery import check_extent


def check_free(path: Path) -> None:
    """Nothing, when the file is a whole database that no other process holds.

    Raises WorkspaceError that names the holder, or says what is wrong. A file whose end is missing
    would answer some questions, and others with nonsense.
    """
    if not path.is_file():
        raise WorkspaceError(f"There is no workspace {path}; give the path of a .duckdb file.")
    lease.check_free(path)
    with explained(path), closing(connect(path, read_only=True)) as connection:
        check_extent(connection, path)
