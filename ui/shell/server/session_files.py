"""Files of a browser session, uploaded or exported: they go when it has ended."""

from __future__ import annotations

import secrets
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from store.workspace_file.private import private_folder

# A browser that has lost its connection comes back to its session within two minutes.
GRACE_SECONDS: Final = 180.0
SWEEP_SECONDS: Final = 30.0


class SessionFiles:
    """A folder for every session that wants one, until the session has ended for a while.

    is_active: whether the session of that id is connected.
    """

    def __init__(
        self,
        parent: Path,
        is_active: Callable[[str], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._parent = parent
        self._is_active = is_active
        self._clock = clock
        self._guard = threading.Lock()
        self._folders: dict[str, Path] = {}
        self._last_seen: dict[str, float] = {}
        self._held: set[Path] = set()
        self._over = threading.Event()

    def folder(self, session: str, use: str) -> Path:
        """A folder of that session, such as `uploads`."""
        with self._guard:
            self._last_seen[session] = self._clock()
            if session not in self._folders:
                self._folders[session] = self._parent / secrets.token_hex(12)
            return private_folder(self._folders[session] / use)

    def hold(self, file: Path) -> None:
        """Keep a file whatever becomes of its session: a job reads it."""
        with self._guard:
            self._held.add(file)

    def discard(self, file: Path) -> None:
        """Remove a file that nobody needs any more, held or not, with the folder made for it."""
        with self._guard:
            self._held.discard(file)
        shutil.rmtree(file.parent, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what belongs to sessions that have ended."""
        with self._guard:
            now = self._clock()
            for session in filter(self._is_active, list(self._folders)):
                self._last_seen[session] = now
            for session, folder in list(self._folders.items()):
                in_use = any(file.is_relative_to(folder) for file in self._held)
                if now - self._last_seen[session] > GRACE_SECONDS and not in_use:
                    shutil.rmtree(folder, ignore_errors=True)
                    del self._folders[session], self._last_seen[session]

    def start(self) -> None:
        """Sweep every now and then, in the background, until `stop`."""
        threading.Thread(target=self._sweep_on, name="session files", daemon=True).start()

    def stop(self) -> None:
        """No more sweeping."""
        self._over.set()

    def _sweep_on(self) -> None:
        while not self._over.wait(SWEEP_SECONDS):
            self.sweep()
