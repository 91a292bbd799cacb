"""Back-ups of a workspace: made before every migration and on demand, and brought back.

They stand in a folder beside the workspace file, each a whole workspace of its own.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from routing.errors import WorkspaceError
from store.workspace_file.connection import temporary_folder
from store.workspace_file.faults import explained
from store.workspace_file.lease import Lease
from store.workspace_file.private import private_file, private_folder

KEPT: Final = 5
ENDING: Final = ".duckdb"


def folder_of(path: Path) -> Path:
    """Where the back-ups of that workspace stand."""
    return path.with_name(path.name + ".backups")


def all_of(path: Path) -> list[Path]:
    """The back-ups of a workspace, newest first."""
    return sorted(folder_of(path).glob(f"*{ENDING}"), reverse=True)


def keep(path: Path, why: str, file: Path | None = None) -> Path:
    """Keep a back-up of the workspace; the oldest go beyond a few.

    why: a few words for its name, such as `before 013_recovery`.
    file: a copy of the workspace while it is open; else it is closed, and its file is copied.
    """
    stamp = datetime.now(UTC).strftime("%Y-%m-%d %H%M%S.%f")
    with explained(path):
        target = private_folder(folder_of(path)) / f"{stamp} {why}{ENDING}"
        copy_file(file or path, target)
    for old in all_of(path)[KEPT:]:
        old.unlink(missing_ok=True)
    return target


def copy_file(source: Path, target: Path) -> None:
    """Copy a file that nobody writes to: the target is whole and on the disk, or not there."""
    part = target.with_name(f".{target.name}.part")
    try:
        shutil.copyfile(source, part)
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        private_file(part)
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def restore(path: Path, backup: Path, holder: str) -> Path:
    """Put a back-up in the place of the workspace; where its present file went.

    Reviews made after the back-up can then be restored when the workspace is opened.
    Raises WorkspaceError when the workspace is in use or there is no such back-up.
    """
    if not backup.is_file():
        raise WorkspaceError(f"There is no back-up {backup.name}; choose another one.")
    lease = Lease(path, holder)
    try:
        with explained(path):
            fresh = private_folder(temporary_folder(path)) / "restored.duckdb"
            copy_file(backup, fresh)
            aside = _set_aside(path)
            fresh.replace(path)
        return aside
    finally:
        shutil.rmtree(temporary_folder(path), ignore_errors=True)
        lease.release()


def _set_aside(path: Path) -> Path:
    """Move the present file and its log into a folder among the back-ups."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%d %H%M%S.%f")
    aside = private_folder(folder_of(path) / f"{stamp} before restoring")
    for file in (path, path.with_name(path.name + ".wal")):
        if file.exists():
            file.replace(aside / file.name)
    return aside
