"""Which processes of this machine still live: each holds a lock on a file of its own.

A lock goes with its process, however that ends, and holds across containers that share the folder.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from pathlib import Path
from typing import IO, Final

# Where the processes of a service folder hold their locks.
PROCESSES: Final = "workers"


class Liveness:
    """The processes that share a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: list[IO[str]] = []

    def join(self) -> str:
        """Live from now on, until this process ends; the name others know it by."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._sweep()
        while True:
            name = f"{os.getpid()}-{secrets.token_hex(6)}"
            # Somebody who sweeps may have taken the file for a dead one's before it was locked.
            if self._lock(name) and self._path(name).exists():
                return name

    def hold(self, role: str) -> bool:
        """Be the only one in that role; False while another process is."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._lock(role)

    def is_alive(self, name: str) -> bool:
        """Whether a process of that name still runs."""
        try:
            with self._path(name).open("r+", encoding="ascii") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def _lock(self, name: str) -> bool:
        file = self._path(name).open("a+", encoding="ascii")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._held.append(file)
        return True

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.lock"

    def _sweep(self) -> None:
        """Files of processes that are gone."""
        for path in self._folder.glob("*-*.lock"):
            if not self.is_alive(path.stem):
                path.unlink(missing_ok=True)
