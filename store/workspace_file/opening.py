"""A workspace is opened in the same order every time, and a failed opening changes nothing.

First the lease, so that a second process touches nothing; then a look without writing; then copies
of what a damaged log may lose; then the schema, on a copy that takes the place of the file.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import duckdb

from routing.errors import WorkspaceError
from store.queries import query
from store.workspace_file import attached_folder, backups, recovery, recovery_log
from store.workspace_file.connection import connect, temporary_folder
from store.workspace_file.faults import explained
from store.workspace_file.lease import Lease
from store.workspace_file.migrate import migrate, steps
from store.workspace_file.private import keep_private, private_file, private_folder
from store.workspace_file.recovery import Found
from store.workspace_file.recovery_log import Counts, Known, Loss, RecoveryLog, with_copies

WAL: Final = ".wal"


@dataclass(frozen=True, slots=True)
class Opened:
    """An open workspace: its connection, the right to it, its recovery log, what is there.

    loss: what is missing.
    """

    connection: duckdb.DuckDBPyConnection
    lease: Lease
    log: RecoveryLog
    counts: Counts
    loss: Loss | None


def open_file(path: Path, holder: str) -> Opened:
    """Open the workspace file, or make it where there is none.

    Raises WorkspaceError; the file is then as it was.
    """
    keep_private()
    lease = Lease(path, holder)
    try:
        with explained(path):
            shutil.rmtree(temporary_folder(path), ignore_errors=True)
            return _opened(path, lease)
    except BaseException:
        shutil.rmtree(temporary_folder(path), ignore_errors=True)
        lease.release()
        raise


def _opened(path: Path, lease: Lease) -> Opened:
    made = _make(path) if not path.exists() else None
    known = recovery_log.read(path)
    found, readable = (made, None) if made else _looked_into(path)
    loss = _kept_aside(path, found, known, is_cut=readable is not None)
    if readable is not None:
        os.truncate(path.with_name(path.name + WAL), readable)
    if recovery.is_about_another(found, known):
        recovery_log.file_of(path).unlink()
        known = Known()
    if found.level < len(steps()):
        _raise_schema(path, found.level)
    private_file(path)
    # What DuckDB puts there when memory is full needs a folder that exists.
    private_folder(temporary_folder(path))
    connection = connect(path)
    with _closed_on_error(connection):
        _identify(connection, found, known)
        _replace_log(connection, path)
        log = RecoveryLog(path)
        if loss and loss != known.loss:
            log.add(loss=loss, durable=True)
        if loss:
            recovery.note_lost(connection, known)
        counts = recovery.counts(connection)
        log.add(workspace_id=recovery.identity(connection), counts=counts)
    return Opened(connection, lease, log, counts, loss)


def _make(path: Path) -> Found:
    """A new workspace, whole or not there; what it holds."""
    part = private_folder(temporary_folder(path)) / "new.duckdb"
    part.write_bytes(_empty_workspace())
    recovery_log.file_of(path).unlink(missing_ok=True)
    part.replace(path)
    return Found(len(steps()), "", Counts())


@cache
def _empty_workspace() -> bytes:
    """The content of a workspace with nothing in it, not even a number of its own.

    The steps of the schema are taken once a process: they cost more than all else at an opening.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "new.duckdb"
        connection = connect(file)
        with _closed_on_error(connection):
            migrate(connection, 0)
            connection.execute(query("recovery.set_identity"), {"workspace_id": ""})
            connection.execute("CHECKPOINT")
        connection.close()
        return file.read_bytes()


def _looked_into(path: Path) -> tuple[Found, int | None]:
    """What the file holds; of a log that DuckDB refuses as a whole, what is before the damage.

    With it the length at which such a log must be cut; None where it is whole.
    """
    try:
        return recovery.look(path), None
    except WorkspaceError:
        readable = recovery.readable_log(path, private_folder(temporary_folder(path)))
        if readable is None:
            raise
        return readable


def _kept_aside(path: Path, found: Found, known: Known, *, is_cut: bool) -> Loss | None:
    """What is missing, its files copied first: DuckDB throws a damaged log away.

    A log that is cut where nothing acknowledged was lost leaves no copy behind; where no log of
    recovery can vouch for that, it does.
    """
    loss = recovery.missing(found, known)
    if loss and loss != known.loss:
        kept = None if is_cut else recovery.copies_of(path)
        return with_copies(loss, kept or recovery.keep_copies(path))
    if is_cut and not recovery.can_tell(found, known):
        recovery.keep_copies(path)
    return loss


def _raise_schema(path: Path, level: int) -> None:
    """Bring the file to the newest schema by way of a copy; the old one stays as a back-up."""
    if path.with_name(path.name + WAL).exists():
        connect(path).close()  # what its log holds comes into the file
    backups.keep(path, f"before {steps()[level]}")
    part = private_folder(temporary_folder(path)) / "migrated.duckdb"
    backups.copy_file(path, part)
    attached_folder.carry(path, part)
    _with_schema(part, level)
    attached_folder.forget(path)
    part.replace(path)


def _with_schema(file: Path, level: int) -> None:
    connection = connect(file)
    with _closed_on_error(connection):
        if attached_folder.of(file):
            attached_folder.copy_in(connection)
        migrate(connection, level)
        connection.execute("CHECKPOINT")
    connection.close()


def _identify(connection: duckdb.DuckDBPyConnection, found: Found, known: Known) -> None:
    """A back-up from before workspaces had a number takes that of its log, a new one a new one."""
    if known.workspace_id and not found.workspace_id:
        wanted = {"workspace_id": known.workspace_id}
        connection.execute(query("recovery.set_identity"), wanted)
    elif not recovery.identity(connection):
        connection.execute(query("recovery.new_identity"))


def _replace_log(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Have DuckDB make its log anew where a kill has torn the first entry.

    It reads nothing of such a log, and no checkpoint removes it: only the next write does, and one
    that changes nothing is none.
    """
    if not path.with_name(path.name + WAL).exists():
        return
    same = recovery.identity(connection)
    connection.begin()
    for workspace_id in ("", same):
        connection.execute(query("recovery.set_identity"), {"workspace_id": workspace_id})
    connection.commit()


@contextmanager
def _closed_on_error(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise
