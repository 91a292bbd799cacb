"""Who holds a workspace: one process owns the file, and a second opener is told who that is."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path


def write(path: Path, holder: str) -> None:
    """Leave a note beside the workspace that says which process holds it."""
    since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    note = {"holder": holder, "pid": os.getpid(), "since": since}
    _note(path).write_text(json.dumps(note), encoding="utf-8")


def clear(path: Path) -> None:
    """Take the note away after a clean close."""
    _note(path).unlink(missing_ok=True)


def describe(path: Path) -> str:
    """The holder in words, for the one line that a second opener gets."""
    try:
        note = json.loads(_note(path).read_text(encoding="utf-8"))
        return f"{note['holder']} (process {note['pid']}, since {note['since']})"
    except (OSError, ValueError, KeyError):
        return "another program"


def in_use(path: Path) -> str:
    """The one line for whoever comes second."""
    return f"The workspace {path.name} is in use by {describe(path)}; close it there first."


def unusable(path: Path) -> str:
    """The one line for a file that DuckDB does not open."""
    return f"{path.name} cannot be opened: not a workspace, or damaged."


def keep_after_crash(path: Path) -> None:
    """Copy file and write-ahead log aside when the last owner did not close the workspace.

    A damaged log can lose committed rows and is then deleted by DuckDB, so both are kept until
    the next clean close.
    """
    wal = path.with_name(path.name + ".wal")
    if _note(path).exists() and wal.exists():
        for file in (path, wal):
            shutil.copy2(file, file.with_name(file.name + ".after-crash"))


def forget_crash(path: Path) -> None:
    """Remove the copies of `keep_after_crash`."""
    for name in (path.name, path.name + ".wal"):
        path.with_name(name + ".after-crash").unlink(missing_ok=True)


def _note(path: Path) -> Path:
    return path.with_name(path.name + ".lease")
