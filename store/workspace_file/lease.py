"""Who holds a workspace: one process owns the file, and a second opener is told who that is."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from routing.errors import WorkspaceError
from store.workspace_file import file_lock
from store.workspace_file.faults import explained
from store.workspace_file.file_lock import FileLock


class Lease:
    """The right to open a workspace file, from here until it is released or the process ends."""

    def __init__(self, path: Path, holder: str) -> None:
        """Raise WorkspaceError when another process has it; nothing is changed then."""
        with explained(path):
            lock = FileLock.take(_file(path))
        if lock is None:
            raise WorkspaceError(in_use(path))
        self._lock = lock
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        try:
            with explained(path):
                lock.write(json.dumps({"holder": holder, "pid": os.getpid(), "since": since}))
        except BaseException:  # a disk without room for it: the next try shall find it free
            lock.release()
            raise

    def release(self) -> None:
        """Give the workspace free."""
        self._lock.release()


def check_free(path: Path) -> None:
    """Nothing when no process holds the workspace; raises WorkspaceError that names the holder."""
    with explained(path):
        free = file_lock.is_free(_file(path))
    if not free:
        raise WorkspaceError(in_use(path))


def in_use(path: Path) -> str:
    """The one line for whoever comes second."""
    return f"The workspace {path.name} is in use by {_holder(path)}; close it there first."


def _holder(path: Path) -> str:
    try:
        note = json.loads(_file(path).read_text(encoding="utf-8"))
        return f"{note['holder']} (process {note['pid']}, since {note['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another program"


def _file(path: Path) -> Path:
    return path.with_name(path.name + ".lease")
