"""The output of a bulk job as a run of a workspace: tickets taken in, decisions read in place.

While a folder is attached, `decisions` is a view over the workspace's own decisions and the
Parquet files of the folder. The first change to decisions takes all of them in, and the table is
a table again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb

from routing.decision_columns import SCHEMA
from routing.errors import WorkspaceError
from store import incoming_tickets
from store.queries import query
from store.workspace import Workspace
from store.workspace_file import attached_folder

HERE_ALREADY: Final = (
    "{n:,} of these tickets are in the workspace already; attach the folder to a workspace of its "
    "own."
)
ONE_ONLY: Final = "A folder is attached to this workspace already; a workspace reads only one."
# What is read of a part as it stands; how long a ticket took is known of the whole job alone.
_READ: Final = ", ".join(f"p.{name}" for name in SCHEMA.names if name != "latency_seconds")


@dataclass(frozen=True, slots=True)
class AttachedPart:
    """A Parquet file of the folder, and how many rows it has."""

    file: Path
    rows: int


@dataclass(frozen=True, slots=True)
class AttachedJob:
    """What is attached: its files, and the run they make.

    digest: of the whole output, by which it is known again. settings: what the run was asked.
    """

    folder: Path
    parts: Sequence[AttachedPart]
    digest: str
    router: str
    fingerprint: str
    settings: Mapping[str, Any]
    seconds: float


def attach(workspace: Workspace, job: AttachedJob, taxonomy_id: int) -> int:
    """Take the tickets in and make a run of the decisions, all in one transaction; its number.

    The folder must have been confirmed before the workspace was opened. Raises WorkspaceError
    when one is attached already, or when tickets of it are here.
    """
    with workspace.writing() as cursor:
        if cursor.execute(query("attachments.is_attached")).fetchone():
            raise WorkspaceError(ONE_ONLY)
        base = _one(cursor, "tickets.last_key")
        rows = _rows_of(job.parts)
        cursor.execute(f"CREATE TEMP VIEW attached_rows AS {rows}")
        if known := _one(cursor, "attachments.known"):
            raise WorkspaceError(HERE_ALREADY.format(n=known))
        _take_tickets_in(cursor, job)
        run_id = _start_run(cursor, job, taxonomy_id)
        _take_fields_in(cursor, run_id, base)
        cursor.execute(query("attachments.rename"))
        latency = job.seconds / max(1, sum(part.rows for part in job.parts))
        cursor.execute(_view(rows, run_id, base, latency))
        for name in ("incoming", "refused", "attached_rows"):
            cursor.execute(f"DROP VIEW temp.{name}")
    workspace.checkpoint()
    return run_id


def take_in(workspace: Workspace) -> None:
    """Copy the decisions of an attached folder, so that they can be changed; it is left alone."""
    if attached_folder.of(workspace.path) is None:
        return
    with workspace.writing() as cursor:
        if cursor.execute(query("attachments.is_attached")).fetchone():
            attached_folder.copy_in(cursor)
    attached_folder.forget(workspace.path)


def _take_tickets_in(cursor: duckdb.DuckDBPyConnection, job: AttachedJob) -> None:
    named = {
        "file_name": job.folder.name, "sha256": job.digest,
        "details": json.dumps({"attached": str(job.folder)}),
    }  # fmt: skip
    if same := cursor.execute(query("tickets.same_file"), [job.digest]).fetchone():
        raise WorkspaceError(f"This folder was already taken in on {same[1]}.")
    (number,) = cursor.execute(query("tickets.add_import"), named).fetchone() or (0,)
    cursor.execute(query("attachments.incoming"))
    cursor.execute(query("attachments.refused"))
    incoming_tickets.add(cursor, number)


def _take_fields_in(cursor: duckdb.DuckDBPyConnection, run_id: int, base: int) -> None:
    """Keep the values beside the category; parts of an earlier version have none."""
    if cursor.execute(query("attachments.have_fields")).fetchone():
        cursor.execute(query("attachments.fields"), {"run_id": run_id, "base": base})


def _start_run(cursor: duckdb.DuckDBPyConnection, job: AttachedJob, taxonomy_id: int) -> int:
    wanted = {
        "router": job.router, "settings": json.dumps(dict(job.settings)),
        "taxonomy_id": taxonomy_id, "policy_id": None, "sample": None, "part": None,
    }  # fmt: skip
    (run_id,) = cursor.execute(query("runs.start"), wanted).fetchone() or (0,)
    total = _one(cursor, "tickets.count")
    told = {"run_id": run_id, "total": total, "seconds": job.seconds}
    cursor.execute(query("attachments.total"), {**told, "fingerprint": job.fingerprint})
    return int(run_id)


def _rows_of(parts: Sequence[AttachedPart]) -> str:
    """A SELECT of all rows of the parts, each with its place from 1 in all of them."""
    files, firsts, first = [], [], 1
    for part in parts:
        files.append(_quoted(part.file))
        firsts.append(f"({_quoted(part.file)}, {first})")
        first += part.rows
    return (  # no value of a user is in it but file names, which are quoted
        "SELECT o.first + p.file_row_number AS place, p.* "  # noqa: S608
        f"FROM read_parquet([{', '.join(files)}], filename = true, file_row_number = true) p "
        f"JOIN (VALUES {', '.join(firsts)}) o(file, first) ON o.file = p.filename"
    )


def _view(rows: str, run_id: int, base: int, latency: float) -> str:
    return (
        "CREATE VIEW decisions AS SELECT * FROM own_decisions "  # noqa: S608 - see above
        "UNION ALL BY NAME "
        f"SELECT {run_id}::BIGINT AS run_id, {base} + p.place AS ticket_key, {_READ}, "
        f"{latency}::DOUBLE AS latency_seconds, "
        f"(SELECT finished_at FROM runs r WHERE r.run_id = {run_id}) AS decided_at "
        f"FROM ({rows}) p WHERE p.refused IS NULL"
    )


def _quoted(file: Path) -> str:
    return "'" + str(file).replace("'", "''") + "'"


def _one(cursor: duckdb.DuckDBPyConnection, name: str) -> int:
    (value,) = cursor.execute(query(name)).fetchone() or (0,)
    return int(value)
