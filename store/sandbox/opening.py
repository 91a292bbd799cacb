"""Whether a workspace file can be asked where it stands, without a copy."""

from __future__ import annotations

from pathlib import Path

import duckdb

from routing.errors import WorkspaceError
from store import lease


def check_free(path: Path) -> None:
    """Nothing, when the file is a workspace that no other process holds.

    Raises WorkspaceError that names the holder, or says what is wrong.
    """
    if not path.is_file():
        raise WorkspaceError(f"There is no workspace {path}; give the path of a .duckdb file.")
    try:
        duckdb.connect(str(path), read_only=True).close()
    except duckdb.Error as error:
        if "lock" in str(error).lower():
            raise WorkspaceError(lease.in_use(path)) from error
        raise WorkspaceError(lease.unusable(path)) from error
