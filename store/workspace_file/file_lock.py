"""A lock on an open file that the system itself takes away when its process ends.

No clock and no process number is compared: who is alive holds the lock, and nobody else.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

MODE: Final = 0o600

if sys.platform == "win32":
    import msvcrt

    # Windows lets nobody read a locked byte, so one is locked that no text reaches.
    BEYOND: Final = 1 << 30

    def _locked(descriptor: int) -> bool:
        try:
            os.lseek(descriptor, BEYOND, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _locked(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


class FileLock:
    """A file that this process has locked; its text says to others what the lock is for."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path) -> FileLock | None:
        """Make the file and lock it; None while another holds it. Raises OSError."""
        while True:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, MODE)
            if not _locked(descriptor):
                os.close(descriptor)
                return None
            if _is_at(path, descriptor):
                return cls(path, descriptor)
            # Its holder took the file away between the two steps: lock the one that is there now.
            os.close(descriptor)

    def write(self, text: str) -> None:
        """Say what the lock is for."""
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, text.encode(), 0)

    def release(self) -> None:
        """Take the file away and give the lock free."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        os.close(self._descriptor)


def is_free(path: Path) -> bool:
    """Whether nobody alive holds the file; nothing is made or changed."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return True
    try:
        return _locked(descriptor)
    finally:
        os.close(descriptor)


def _is_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except OSError:
        return False
