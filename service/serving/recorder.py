"""Decisions of direct calls on their way to the log, many in one transaction."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from typing import Final

from service.errors import StorageUnavailable
from service.storage.decision_log import DecisionLog, LoggedDecision

EVERY_SECONDS: Final = 0.5
# So many decisions wait for a disk that is full; the oldest go first.
MAX_WAITING: Final = 20_000
log = logging.getLogger(__name__)


class Recorder:
    """Writes what it is given within half a second; a kill loses at most that of the log."""

    def __init__(self, log: DecisionLog) -> None:
        self._log = log
        self._given: list[LoggedDecision] = []
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Write what is there, then end."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
        self.flush()

    def put(self, given: Sequence[LoggedDecision]) -> None:
        """Have decisions written soon."""
        with self._lock:
            self._given.extend(given)

    def flush(self) -> None:
        """Write what is there now; what a disk does not take waits for the next time."""
        with self._lock:
            given, self._given = self._given, []
        if not given:
            return
        try:
            self._log.add(given)
        except StorageUnavailable as error:
            log.warning("%s", error)
            with self._lock:
                self._given = [*given, *self._given][-MAX_WAITING:]

    def _run(self) -> None:
        while not self._ended.wait(EVERY_SECONDS):
            self.flush()
