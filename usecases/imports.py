"""Files into a workspace, as a job of this process."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from jobs import Control, Job, Jobs, Meter
from routing import intake
from routing.errors import FileRefused
from store import tickets
from store.workspace import Workspace


def start_import(
    jobs: Jobs,
    workspace: Workspace,
    file: Path,
    mapping: intake.Mapping | None,
    afterwards: Callable[[Path], None] = lambda _file: None,
) -> Job:
    """Start to take in a file; raises RouteCaseError when another job is going on.

    afterwards: called with the file once it is no longer needed, however the import ended.
    """

    def work(control: Control, meter: Meter) -> str:
        try:
            return import_file(workspace, file, mapping, control, meter)
        finally:
            afterwards(file)

    return jobs.start(str(workspace.path), lambda: Job("import", f"Import of {file.name}", work))


def import_file(
    workspace: Workspace,
    file: Path,
    mapping: intake.Mapping | None,
    control: Control,
    meter: Meter,
) -> str:
    """Read the file in a child process and take its tickets in; what came of it in words.

    Raises FileRefused when it cannot be read, WorkspaceError when it is here already.
    """

    def progress(share: float, rows: int) -> None:
        meter.begin(f"Reading {file.name}: {rows:,} rows so far", 100, round(100 * share))

    with workspace.temporary() as out:
        summary = intake.load(
            file, out, mapping, progress=progress, cancelled=lambda: control.cancelled
        )
        control.checkpoint()
        meter.begin("Writing to the workspace", 0)
        taken = tickets.add(
            workspace,
            file_name=file.name,
            sha256=file_hash(file),
            tickets=out / "tickets.parquet",
            rejects=out / "rejects.parquet",
            details=_plain(asdict(summary)),
        )
    return f"{taken.tickets:,} tickets imported, {taken.rejected:,} rows refused"


def file_hash(file: Path) -> str:
    """SHA-256 of the file, by which the very same file is known again."""
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as problem:
        raise FileRefused(f"{file} cannot be read: {problem.strerror}.") from problem


def _plain(details: dict[str, Any]) -> dict[str, Any]:
    """Only what JSON can hold, for the record of the import."""
    return {
        name: str(value) if isinstance(value, Path) else value for name, value in details.items()
    }
