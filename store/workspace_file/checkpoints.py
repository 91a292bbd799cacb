"""What was written comes into the workspace file within half a minute, and not only at the end.

Until then it stands in DuckDB's own log alone, of which a damaged byte loses everything after it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from routing.errors import WorkspaceError

WITHIN: Final = 30.0
# Checkpoints that nobody waits for take at most this part of the time.
SHARE: Final = 20


class Checkpoints:
    """Calls `checkpoint` half a minute after the first write that it does not hold yet.

    checkpoint: False where it could not be made just now; it is due again after the same time.
    """

    def __init__(self, checkpoint: Callable[[], bool], within: float = WITHIN) -> None:
        self._checkpoint = checkpoint
        self._within = within
        self._guard = threading.Lock()
        self._timer: threading.Timer | None = None
        self._ended = float("-inf")
        self._took = 0.0

    def note_write(self) -> None:
        """Something was written: it will be held in time."""
        with self._guard:
            if self._timer is None:
                self._timer = threading.Timer(self._within, self._due)
                self._timer.daemon = True
                self._timer.start()

    def now(self) -> None:
        """Make one now, or soon. Raises WorkspaceError where the disk does not take it."""
        self.stop()
        began = time.monotonic()
        if not self._checkpoint():
            self.note_write()
        self._ended = time.monotonic()
        self._took = self._ended - began

    def if_cheap(self) -> None:
        """Make one now unless that would slow down whoever writes all the time."""
        if time.monotonic() - self._ended >= SHARE * self._took:
            self.now()

    def stop(self) -> None:
        """Nothing is due any more."""
        with self._guard:
            if self._timer:
                self._timer.cancel()
            self._timer = None

    def _due(self) -> None:
        with self._guard:
            self._timer = None
        # What could not be done now is tried again after the next write.
        with suppress(WorkspaceError):
            self.now()
