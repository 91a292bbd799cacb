"""Tickets are personal data: what is written is for its owner alone, 0600 in folders of 0700."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

OWNER_ONLY: Final = 0o077
FILE: Final = 0o600
FOLDER: Final = 0o700


def keep_private() -> None:
    """Whatever this process creates from here on, libraries included, is for its owner alone."""
    os.umask(OWNER_ONLY)


def private_file(path: Path) -> None:
    """Take an older file away from everybody but its owner, as far as that is ours to do."""
    with suppress(OSError):
        path.chmod(FILE)


def private_folder(path: Path) -> Path:
    """Make the folder, or close an older one to everybody but its owner.

    A folder in which others may write is shared on purpose, as `/tmp` is, and stays as it is.
    """
    path.mkdir(parents=True, exist_ok=True, mode=FOLDER)
    with suppress(OSError):
        if not stat.S_IMODE(path.stat().st_mode) & stat.S_IWOTH:
            path.chmod(FOLDER)
    return path
