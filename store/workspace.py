"""One open workspace: the connection, and the ways of talking to it."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import duckdb

from store.queries import query
from store.workspace_file import recovery, recovery_log
from store.workspace_file.checkpoints import Checkpoints
from store.workspace_file.connection import temporary_folder
from store.workspace_file.faults import explained
from store.workspace_file.opening import open_file
from store.workspace_file.private import private_folder
from store.workspace_file.recovery_log import Counts

# Slow to load, and most commands show no table.
if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Parameters = Sequence[Any] | dict[str, Any]
CHUNK: Final = 1 << 20
CHECKPOINT_TRIES: Final = 20
CHECKPOINT_PAUSE: Final = 0.05  # seconds between two of them


class Workspace:
    """A DuckDB file that this process owns; safe to use from many threads.

    Every call takes a cursor of its own: a connection shared by threads mixes up results.
    Writes are serialised, because DuckDB aborts the second of two conflicting transactions.
    loss: what was missing at the opening, until a person has agreed to it.
    """

    def __init__(self, path: Path, holder: str) -> None:
        self.path = path
        self._writing = threading.RLock()
        self._instance = secrets.token_hex(6)
        self._changes = 0
        self._data_changes = 0
        opened = open_file(path, holder)
        self.loss = opened.loss
        self._connection, self._lease, self._log = opened.connection, opened.lease, opened.log
        self._counts = opened.counts
        self._checkpoints = Checkpoints(self._checkpoint)
        self._is_open = True
        # Kept open to be copied from: closing any other handle on the file would give DuckDB's
        # own lock on it free.
        self._file = path.open("rb")

    @property
    def name(self) -> str:
        """The name of the workspace: its file name without the ending."""
        return self.path.stem

    @property
    def revision(self) -> str:
        """It changes with every write: what was read under one need not be read again."""
        return f"{self._instance}-{self._changes}"

    @property
    def data_revision(self) -> str:
        """The same for what is measured: writes that are only choices of people leave it."""
        return f"{self._instance}-{self._data_changes}"

    def rows(self, name: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """The rows of the named query."""
        with self.reading() as cursor:
            return cursor.execute(query(name), parameters).fetchall()

    def frame(self, name: str, parameters: Parameters = ()) -> pd.DataFrame:
        """The rows of the named query as a data frame."""
        with self.reading() as cursor:
            return cursor.execute(query(name), parameters).df()

    def execute(
        self, name: str, parameters: Parameters = (), *, aside: bool = False, choice: bool = False
    ) -> list[tuple[Any, ...]]:
        """Run the named statement in a transaction of its own; the rows it returns, if any.

        aside, choice: see `writing`.
        """
        with self.writing(aside=aside, choice=choice) as cursor:
            return cursor.execute(query(name), parameters).fetchall()

    def append(self, name: str, batch: pa.Table, parameters: Parameters = ()) -> None:
        """Run the named INSERT that reads from the Arrow table `batch`."""
        with self.writing() as cursor:
            cursor.register("batch", batch)
            cursor.execute(query(name), parameters)

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor that reads, beside tables that are registered with it."""
        with self._cursor() as cursor:
            yield cursor

    @contextmanager
    def writing(
        self, *, aside: bool = False, choice: bool = False
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor in a transaction: committed at the end, rolled back on any error.

        aside: nothing that was read is out of date for it, so the revision stays.
        choice: a choice of people on which nothing measured rests, so `data_revision` stays.
        """
        with self._writing, self._cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
                if aside:
                    cursor.commit()
                else:
                    self._commit(cursor, choice=choice)
            except BaseException:
                # After a commit that failed there is nothing left to roll back.
                with suppress(duckdb.Error):
                    cursor.rollback()
                raise
        self._checkpoints.note_write()

    def checkpoint(self, *, if_cheap: bool = False) -> None:
        """Bring everything that was written into the file itself.

        if_cheap: leave it for later where it would slow down whoever writes all the time.
        """
        (self._checkpoints.if_cheap if if_cheap else self._checkpoints.now)()

    @contextmanager
    def temporary(self) -> Iterator[Path]:
        """A folder for a while; what a killed process leaves in it goes at the next opening."""
        with explained(self.path):
            parent = private_folder(temporary_folder(self.path))
            folder = tempfile.TemporaryDirectory(dir=parent, ignore_cleanup_errors=True)
        with folder as name:
            yield Path(name)

    def restore_missing(self) -> int:
        """Write the reviews again that the recovery log knows; how many there were.

        The person agrees with it: the copies of the files as they were found go.
        """
        known = recovery_log.read(self.path)
        with self.writing() as cursor:
            restored = recovery.bring_back(cursor, known)
        self._agree("restored")
        return restored

    def accept_loss(self) -> None:
        """Leave what is missing out, for good; the copies of the files as they were found go."""
        with self.writing() as cursor:
            left_out = recovery.leave_out(cursor)
        self._log.add(left_out=left_out, durable=True)
        self._agree("left out")

    def snapshot_to(self, target: Path) -> str:
        """Copy the file as it is after all that was written; the revision of what it holds.

        What was deleted keeps its place in the copy; see `transfer` for one to hand over.
        """
        with self._writing, explained(self.path):
            revision = self.revision
            self._connection.execute("CHECKPOINT")
            # Nobody writes while the lock is held, so the file stands still.
            self._file.seek(0)
            with target.open("wb") as stream:
                shutil.copyfileobj(self._file, stream, CHUNK)
        return revision

    def close(self) -> None:
        """Write everything to the file and give it free.

        Raises WorkspaceError where the disk does not take it; what was written stays in the log
        beside the file and comes into it at the next opening.
        """
        with self._writing:
            self._checkpoints.stop()
            try:
                self._checkpoint()
            finally:
                self._is_open = False
                self._connection.close()
                self._file.close()
                self._log.close()
                shutil.rmtree(temporary_folder(self.path), ignore_errors=True)
                self._lease.release()

    def _checkpoint(self) -> bool:
        """Make one; False where others of this process were at work all the while.

        DuckDB refuses for as long as any connection has a transaction that may write. One that was
        due while the workspace was being closed has nothing left to do.
        """
        with self._writing:
            if not self._is_open:
                return True
            with self._cursor() as cursor:
                for _ in range(CHECKPOINT_TRIES):
                    with suppress(duckdb.TransactionException):
                        cursor.execute("CHECKPOINT")
                        return True
                    time.sleep(CHECKPOINT_PAUSE)
        return False

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with explained(self.path, files=False), self._connection.cursor() as cursor:
            yield cursor

    def _commit(self, cursor: duckdb.DuckDBPyConnection, *, choice: bool) -> None:
        """Commit, and note in the recovery log what there is now.

        The log never promises more than the file holds: less is noted before, more after.
        """
        counts = recovery.counts(cursor)
        fresh = self._new_reviews(cursor, counts)
        if counts.lacks(self._counts):
            self._log.add(counts=counts)
        cursor.commit()
        self._changes += 1
        self._data_changes += not choice
        if counts != self._counts:
            # It is written: a full disk that has no room for the second record changes nothing.
            with suppress(OSError):
                self._log.add(counts=counts, reviews=fresh, durable=bool(fresh))
        self._counts = counts

    def _new_reviews(
        self, cursor: duckdb.DuckDBPyConnection, counts: Counts
    ) -> list[dict[str, Any]]:
        if counts.newest_review <= self._counts.newest_review:
            return []
        after = {"after": self._counts.newest_review}
        cursor.execute(query("recovery.new_reviews"), after)
        names = [column[0] for column in cursor.description or ()]
        return [
            {name: value for name, value in zip(names, row, strict=True) if value is not None}
            for row in cursor.fetchall()
        ]

    def _agree(self, how: str) -> None:
        self._log.add(agreed=how, durable=True)
        if self.loss:
            recovery.remove_copies(self.path)
        self.loss = None
