"""At opening: what is missing since the last session, and how it comes back."""

from __future__ import annotations

import glob
import shutil
from bisect import bisect_right
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from routing.errors import WorkspaceError
from store.queries import query
from store.workspace_file import backups
from store.workspace_file.connection import connect
from store.workspace_file.faults import damaged, explained
from store.workspace_file.migrate import level
from store.workspace_file.private import private_folder
from store.workspace_file.recovery_log import Counts, Known, Loss

HEADER: Final = 3 * 4096
# The schema steps that brought the reviews, and a number of its own to every workspace.
FIRST_WITH_REVIEWS: Final = 5
FIRST_WITH_IDENTITY: Final = 13


@dataclass(frozen=True, slots=True)
class Found:
    """What a closed file holds, its log included: the schema step, which workspace, how much."""

    level: int
    workspace_id: str
    counts: Counts


def look(path: Path) -> Found:
    """Look into a file without changing a byte of it.

    Raises WorkspaceError when it is damaged, no workspace, or written by a newer RouteCase.
    """
    with explained(path, opening=True):
        connection = connect(path, read_only=True)
        try:
            seen = level(connection, path)
            check_extent(connection, path)
            return Found(
                seen,
                identity(connection) if seen >= FIRST_WITH_IDENTITY else "",
                counts(connection) if seen >= FIRST_WITH_REVIEWS else Counts(),
            )
        finally:
            connection.close()


def identity(connection: duckdb.DuckDBPyConnection) -> str:
    """The number by which a workspace is known wherever its file is moved."""
    rows = connection.execute(query("recovery.identity")).fetchall()
    return str(rows[0][0]) if rows else ""


def counts(connection: duckdb.DuckDBPyConnection) -> Counts:
    """How much there is now; quick, because DuckDB knows how long its tables are."""
    return Counts(*connection.execute(query("recovery.counts")).fetchall()[0])


def is_about_another(found: Found, known: Known) -> bool:
    """Whether the log beside a file is that of another workspace.

    A back-up from before workspaces had a number is taken for the one whose log is there.
    """
    return bool(found.workspace_id) and known.workspace_id not in ("", found.workspace_id)


def can_tell(found: Found, known: Known) -> bool:
    """Whether the log says anything of what this file should hold."""
    return bool(known.history) and not is_about_another(found, known)


def missing(found: Found, known: Known) -> Loss | None:
    """What the log knows and the file misses; None when everything is there."""
    if not can_tell(found, known):
        return None
    if not found.counts.lacks(known.counts):
        return known.loss
    before = known.loss
    less = {
        name: max(0, value - asdict(found.counts)[name])
        for name, value in asdict(known.counts).items()
    }
    reviews = len([number for number in known.reviews if number > found.counts.newest_review])
    return Loss(
        less["tickets"], less["decisions"], max(reviews, less["reviews"]),
        before.since if before else known.since(found.counts),
    )  # fmt: skip


def keep_copies(path: Path) -> Path:
    """Copy the file and its log as they were found; where to."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%d %H%M%S.%f")
    folder = path.with_name(f"{path.name}.as found {stamp}")
    with explained(path):
        try:
            private_folder(folder)
            for file in (path, path.with_name(path.name + ".wal")):
                if file.exists():
                    backups.copy_file(file, folder / file.name)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    return folder


def copies_of(path: Path) -> Path | None:
    """The newest folder with the files as they were found; None where nothing is kept."""
    return max(_all_copies(path), default=None)


def _all_copies(path: Path) -> list[Path]:
    return list(path.parent.glob(f"{glob.escape(path.name)}.as found *"))


def readable_log(path: Path, folder: Path) -> tuple[Found, int] | None:
    """What a file holds with as much of its damaged log as DuckDB reads, and how many bytes.

    None where the file itself is damaged.

    folder: for copies to try it on.
    """
    log, trial = path.with_name(path.name + ".wal"), folder / "trial.duckdb"
    if not log.exists():
        return None
    backups.copy_file(path, trial)
    content = log.read_bytes()

    def is_readable(length: int) -> bool:
        trial.with_name(trial.name + ".wal").write_bytes(content[:length])
        try:
            look(trial)
        except WorkspaceError:
            return False
        return True

    if not is_readable(0):
        return None
    length = bisect_right(range(len(content)), 0, key=lambda n: not is_readable(n)) - 1
    trial.with_name(trial.name + ".wal").write_bytes(content[:length])
    return look(trial), length


def note_lost(cursor: duckdb.DuckDBPyConnection, known: Known) -> None:
    """Keep the numbers of the missing reviews from being given again."""
    lost = _lost(cursor, known)
    if lost:
        cursor.execute(query("recovery.note_lost"), {"numbers": lost})


def bring_back(cursor: duckdb.DuckDBPyConnection, known: Known) -> int:
    """Write the missing reviews again, under their own numbers; how many there were."""
    rows = [dict(known.reviews[number]) for number in _lost(cursor, known)]
    if rows:
        cursor.register("batch", pa.Table.from_pylist(_even(rows)))
        cursor.execute(query("recovery.bring_back"))
        cursor.execute(query("recovery.unknown_basis"))
        keys = sorted({int(row["ticket_key"]) for row in rows})
        cursor.execute(query("recovery.settle"), {"keys": keys})
    cursor.execute(query("recovery.forget_lost"))
    return len(rows)


def leave_out(cursor: duckdb.DuckDBPyConnection) -> list[int]:
    """Give up the missing reviews; their numbers."""
    numbers = cursor.execute(query("recovery.all_lost")).fetchall()
    cursor.execute(query("recovery.forget_lost"))
    return [int(number) for (number,) in numbers]


def remove_copies(path: Path) -> None:
    """Remove the files as they were found, once a person has agreed."""
    for folder in _all_copies(path):
        shutil.rmtree(folder, ignore_errors=True)


def _lost(cursor: duckdb.DuckDBPyConnection, known: Known) -> list[int]:
    if not known.reviews:
        return []
    wanted = {"numbers": list(known.reviews)}
    return [int(n) for (n,) in cursor.execute(query("recovery.lost"), wanted).fetchall()]


def _even(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Rows with the same columns: what was empty was not written down."""
    names = dict.fromkeys(name for row in rows for name in row)
    return [{name: row.get(name) for name in names} for row in rows]


def check_extent(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raise WorkspaceError when the end of the file is missing."""
    rows = connection.execute(query("recovery.extent")).fetchall()
    size, blocks = rows[0]
    if path.stat().st_size < HEADER + size * blocks:
        raise damaged(path)
