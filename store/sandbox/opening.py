"""Whether a workspace file can be asked where it stands, without a copy."""

from __future__ import annotations

from pathlib import Path

from routing.errors import WorkspaceError
from store.workspace_file import lease
from store.workspace_file.connection import connect


def check_free(path: Path) -> None:
    """Nothing, when the file is a database that no other process holds.

    Raises WorkspaceError that names the holder, or says what is wrong.
    """
    if not path.is_file():
        raise WorkspaceError(f"There is no workspace {path}; give the path of a .duckdb file.")
    lease.check_free(path)
    connect(path, read_only=True).close()
