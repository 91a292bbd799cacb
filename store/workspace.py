"""One open workspace: the connection, and the three ways of talking to it."""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import duckdb
import pandas as pd
import pyarrow as pa

from routing.errors import WorkspaceError
from store import lease
from store.migrate import migrate
from store.queries import query

_UNWRITABLE: Final = re.compile("No space left|Could not write|Cannot write")
Parameters = Sequence[Any] | dict[str, Any]
FULL: Final = (
    "The workspace cannot be written: the disk is full or gone. Nothing written before is lost; "
    "free some space and go on."
)


class Workspace:
    """A DuckDB file that this process owns; safe to use from many threads.

    Every call takes a cursor of its own: a connection shared by threads mixes up results.
    Writes are serialised, because DuckDB aborts the second of two conflicting transactions.
    """

    def __init__(self, path: Path, holder: str) -> None:
        self.path = path
        self._writing = threading.RLock()
        self._opened = time.time_ns()
        self._changes = 0
        self._connection = _connect(path)
        lease.write(path, holder)
        migrate(self._connection)

    @property
    def name(self) -> str:
        """The name of the workspace: its file name without the ending."""
        return self.path.stem

    @property
    def revision(self) -> str:
        """It changes with every write: what was read under one need not be read again."""
        return f"{self._opened}-{self._changes}"

    def rows(self, name: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """The rows of the named query."""
        with self._connection.cursor() as cursor:
            return cursor.execute(query(name), parameters).fetchall()

    def frame(self, name: str, parameters: Parameters = ()) -> pd.DataFrame:
        """The rows of the named query as a data frame."""
        with self._connection.cursor() as cursor:
            return cursor.execute(query(name), parameters).df()

    def execute(
        self, name: str, parameters: Parameters = (), *, aside: bool = False
    ) -> list[tuple[Any, ...]]:
        """Run the named statement in a transaction of its own; the rows it returns, if any.

        aside: nothing that was read is out of date for it, so the revision stays.
        """
        with self.writing(aside=aside) as cursor:
            return cursor.execute(query(name), parameters).fetchall()

    def append(self, name: str, batch: pa.Table, parameters: Parameters = ()) -> None:
        """Run the named INSERT that reads from the Arrow table `batch`."""
        with self.writing() as cursor:
            cursor.register("batch", batch)
            cursor.execute(query(name), parameters)

    @contextmanager
    def writing(self, *, aside: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor in a transaction: committed at the end, rolled back on any error.

        aside: nothing that was read is out of date for it, so the revision stays.
        """
        with self._writing, self._connection.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
                cursor.commit()
                self._changes += not aside
            except BaseException as error:
                # After a commit that failed there is nothing left to roll back.
                with suppress(duckdb.Error):
                    cursor.rollback()
                if isinstance(error, duckdb.Error) and _UNWRITABLE.search(str(error)):
                    raise WorkspaceError(FULL) from error
                raise

    def copy_to(self, target: Path) -> None:
        """Write a consistent copy of the whole workspace to a new file."""
        place = str(target).replace("'", "''")
        with self._writing, self._connection.cursor() as cursor:
            (source,) = cursor.execute("SELECT current_database()").fetchone() or ("",)
            cursor.execute(f"ATTACH '{place}' AS copy_target")
            try:
                cursor.execute(f'COPY FROM DATABASE "{source}" TO copy_target')
            finally:
                cursor.execute("DETACH copy_target")

    def snapshot_to(self, target: Path) -> str:
        """Copy the file as it is after all that was written; the revision of what it holds.

        Much quicker than `copy_to`; what is deleted keeps its place in the file.
        """
        with self._writing, self._connection.cursor() as cursor:
            revision = self.revision
            cursor.execute("CHECKPOINT")
            # Nobody writes while the lock is held, so the file stands still.
            shutil.copyfile(self.path, target)
        return revision

    def close(self) -> None:
        """Write everything to the file and give it free."""
        with self._writing:
            self._connection.execute("CHECKPOINT")
            self._connection.close()
        lease.clear(self.path)
        lease.forget_crash(self.path)


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    lease.keep_after_crash(path)
    try:
        return duckdb.connect(str(path), config={"memory_limit": "700MB", "threads": 2})
    except duckdb.Error as error:
        if isinstance(error, duckdb.IOException) and "lock" in str(error).lower():
            raise WorkspaceError(lease.in_use(path)) from error
        raise WorkspaceError(lease.unusable(path)) from error
