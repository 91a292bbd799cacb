"""The folder of Parquet files that a workspace may read, as a person has confirmed it here.

It is written down beside the workspace file and not in it: a workspace of somebody else never
brings the right to read a folder of this machine.
"""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

import duckdb

from store.queries import query
from store.workspace_file.private import private_file

ENDING: Final = ".attached.json"


def of(path: Path) -> Path | None:
    """The folder that the workspace at that path may read, None where there is none."""
    try:
        return Path(json.loads(_file(path).read_text(encoding="utf-8"))["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def confirm(path: Path, folder: Path) -> None:
    """A person lets the workspace read that folder from now on."""
    _file(path).write_text(json.dumps({"folder": str(folder.resolve())}), encoding="utf-8")
    private_file(_file(path))


def forget(path: Path) -> None:
    """The workspace reads no folder any more."""
    _file(path).unlink(missing_ok=True)


def carry(path: Path, copy: Path) -> None:
    """Let a copy of this process's own read what the workspace may read."""
    with suppress(FileNotFoundError):
        shutil.copyfile(_file(path), _file(copy))


def copy_in(cursor: duckdb.DuckDBPyConnection) -> None:
    """Take the decisions of the folder into the table, which is one again."""
    for name in ("copy", "drop", "rename_back"):
        cursor.execute(query(f"attachments.{name}"))


def _file(path: Path) -> Path:
    return path.with_name(path.name + ENDING)
