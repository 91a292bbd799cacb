"""A private folder for what a process needs while it runs: uploads, exports, copies to query.

Whose process has ended, however it did, has its folder swept by the next one; the folder of a
process that lives is never touched.
"""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from store.workspace_file import file_lock
from store.workspace_file.faults import explained
from store.workspace_file.file_lock import FileLock
from store.workspace_file.private import keep_private, private_folder

LOCK: Final = "lock"


class Scratch:
    """The folder of this process below `parent`; `stop` removes it."""

    def __init__(self, parent: Path) -> None:
        """Raise WorkspaceError where there is no room for it."""
        keep_private()
        with explained(parent):
            sweep(private_folder(parent))
            self.folder = private_folder(parent / f"{os.getpid()}-{secrets.token_hex(6)}")
            lock = FileLock.take(self.folder / LOCK)
        if lock is None:
            raise RuntimeError("A folder with a name drawn by lot is locked by another process.")
        self._lock = lock

    def folder_for(self, use: str) -> Path:
        """A folder inside it, such as `uploads`."""
        return private_folder(self.folder / use)

    def stop(self) -> None:
        """Remove everything."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.release()


@contextmanager
def temporary() -> Iterator[Path]:
    """A folder for a command; what a killed one leaves is swept by the next."""
    scratch = Scratch(of_this_user())
    try:
        yield scratch.folder
    finally:
        scratch.stop()


def sweep(parent: Path) -> None:
    """Remove the folders of processes that have ended."""
    for folder in parent.iterdir():
        if folder.is_dir() and not folder.is_symlink() and _is_left_behind(folder):
            shutil.rmtree(folder, ignore_errors=True)


def of_this_user() -> Path:
    """Where commands keep theirs: in the temporary folder of the system, for this user alone."""
    mine = Path(tempfile.gettempdir()) / f"routecase-{_user()}"
    mine.mkdir(mode=0o700, exist_ok=True)
    found = mine.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != _user():
        # Somebody else was there first: nothing of ours goes in there.
        return Path(tempfile.mkdtemp(prefix="routecase-"))
    return mine


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0


def _is_left_behind(folder: Path) -> bool:
    """Whether its process has ended; one that is only being made has no lock file yet."""
    return (folder / LOCK).exists() and file_lock.is_free(folder / LOCK)
