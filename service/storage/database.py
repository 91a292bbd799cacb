"""The one SQLite file of the service: what was accepted, decided, paid for and deployed.

Processes of one machine share it. What a call has written is on the disk when it returns.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from service.errors import ServiceError, StorageUnavailable

SCHEMA: Final = (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8")
# Seconds that a writer waits for another process's transaction.
MAX_WAIT: Final = 30.0
PAUSE: Final = 0.05
IN_MEMORY: Final = ":memory:"
Parameters = Sequence[Any] | Mapping[str, Any]


class Database:
    """One connection that writes and one that reads, safe to share by threads.

    Who reads does not wait until a disk has what somebody else writes.
    """

    def __init__(self, path: Path | str) -> None:
        try:
            if path != IN_MEMORY:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
                # Tickets stand in it as they came: for its owner alone.
                os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            self._connection = _connected(path)
            self._prepare()
            in_memory = path == IN_MEMORY
            self._reader = self._connection if in_memory else _connected(path)
        except (OSError, sqlite3.Error) as error:
            raise ServiceError(
                f"The service's file {path} cannot be opened ({error}). "
                "Set ROUTECASE_SERVICE to a folder you may write to."
            ) from error
        self._lock = threading.RLock()
        self._read_lock = self._lock if in_memory else threading.RLock()

    def _prepare(self) -> None:
        """Several processes may make the file at once; who comes second waits, as in no other call.

        Changing the journal does not wait for a lock by itself.
        """
        ends = time.monotonic() + MAX_WAIT
        while True:
            try:
                for pragma in ("journal_mode = WAL", "synchronous = FULL"):
                    self._connection.execute(f"PRAGMA {pragma}")
                self._connection.executescript(SCHEMA)
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > ends:
                    raise
                time.sleep(PAUSE)
            else:
                return

    def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """The rows of a question, as they were committed last."""
        with self._read_lock:
            return self._reader.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        """The first row of a question, None where there is none."""
        return next(iter(self.rows(sql, parameters)), None)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: on the disk at its end, or undone as a whole.

        Raises StorageUnavailable where the file cannot be written now.
        """
        with self._lock:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
                self._connection.execute("COMMIT")
            except sqlite3.OperationalError as error:
                self._undo()
                raise StorageUnavailable(
                    f"The service's file cannot be written now ({error}), so nothing was taken. "
                    "Make room on its disk; then send it again."
                ) from error
            except BaseException:
                self._undo()
                raise

    def _undo(self) -> None:
        """What a full disk has cut off SQLite has undone by itself."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def write(self, sql: str, parameters: Parameters = ()) -> int:
        """One statement in a transaction of its own; how many rows it has changed."""
        with self.writing() as connection:
            return connection.execute(sql, parameters).rowcount

    def close(self) -> None:
        """Give the file free."""
        with self._lock, self._read_lock:
            self._reader.close()
            self._connection.close()


def _connected(path: Path | str) -> sqlite3.Connection:
    made = sqlite3.connect(path, timeout=MAX_WAIT, isolation_level=None, check_same_thread=False)
    made.row_factory = sqlite3.Row
    return made
