"""Every connection to a workspace file: what it may use, and that it reaches nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import duckdb

from jobs import resources
from routing.errors import WorkspaceError
from store.workspace_file import attached_folder, lease
from store.workspace_file.faults import explained

# A view or a macro in the file of a stranger must not read files of this machine.
NOTHING_OUTSIDE: Final[dict[str, Any]] = {
    "enable_external_access": "false",
    "python_enable_replacements": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "lock_configuration": "true",
}
MEMORY: Final = "700MB"
THREADS: Final = 2
# Bytes of addresses for DuckDB beside what was loaded before it. With less, it ends the process
# instead of saying that memory is full.
MIN_ADDRESSES: Final = 1_100_000_000


def connect(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection to the file; what does not fit into memory goes into its temporary folder.

    Raises WorkspaceError when the file cannot be opened, with a sentence that says why.
    """
    config = {
        **NOTHING_OUTSIDE, "memory_limit": MEMORY, "threads": THREADS,
        "temp_directory": str(temporary_folder(path) / "spill"),
    }  # fmt: skip
    with explained(path, opening=True):
        if resources.address_space() < _needed():
            raise MemoryError
        try:
            return open_database(path, config, attached_folder.of(path), read_only=read_only)
        except duckdb.IOException as error:
            if "set lock" in str(error):
                raise WorkspaceError(lease.in_use(path)) from error
            raise


def open_database(
    path: Path, config: Mapping[str, Any], folder: Path | None, *, read_only: bool
) -> duckdb.DuckDBPyConnection:
    """A connection under a configuration of `NOTHING_OUTSIDE` that may read one folder.

    DuckDB takes the folder only once it runs, and only before the outside is shut and locked.
    """
    if folder is None:
        return duckdb.connect(str(path), read_only=read_only, config=dict(config))
    shut = {"enable_external_access", "lock_configuration"}
    first = {name: value for name, value in config.items() if name not in shut}
    connection = duckdb.connect(str(path), read_only=read_only, config=first)
    allowed = str(folder).replace("'", "''")
    connection.execute(f"SET allowed_directories = ['{allowed}/']")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


@cache
def _needed() -> float:
    """Addresses that this process needs in all, as it stands before its first connection."""
    return resources.addressed() + MIN_ADDRESSES


def temporary_folder(path: Path) -> Path:
    """Where the owner of that workspace keeps what is gone when it is closed."""
    return path.with_name(path.name + ".tmp")
