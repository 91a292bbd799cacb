"""Files into a workspace, as a job of this process."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from jobs import Control, Job, Jobs, Meter
from roi.numbers import counted, number
from routing.errors import FileRefused
from routing.intake.columns.mapping import Mapping
from routing.intake.loading import load
from routing.intake.values.label_variants import variants
from store import category_aliases, imports, tickets
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.taxonomy import category_changes

IMPORT: Final = "change which tickets a workspace holds"


def start_import(
    jobs: Jobs,
    workspace: Workspace,
    files: Sequence[Path],
    mapping: Mapping | None,
    afterwards: Callable[[Path], None] = lambda _file: None,
    *,
    merge_labels: bool = False,
    actor: Actor = LOCAL_OWNER,
) -> Job:
    """Start to take in files as one import; raises RouteCaseError when another job is going on.

    afterwards: called with each file once it is no longer needed, however the import ended.
    """
    actor.require(Role.MANAGER, IMPORT)

    def work(control: Control, meter: Meter) -> str:
        try:
            return import_files(
                workspace, files, mapping, control, meter, merge_labels=merge_labels, actor=actor
            )
        finally:
            for file in files:
                afterwards(file)

    title = f"Import of {name_of(files)}"
    return jobs.start(str(workspace.path), lambda: Job("import", title, work))


def import_file(
    workspace: Workspace,
    file: Path,
    mapping: Mapping | None,
    control: Control,
    meter: Meter,
    *,
    actor: Actor = LOCAL_OWNER,
) -> str:
    """Take in one file; see `import_files`."""
    return import_files(workspace, [file], mapping, control, meter, actor=actor)


def import_files(
    workspace: Workspace,
    files: Sequence[Path],
    mapping: Mapping | None,
    control: Control,
    meter: Meter,
    *,
    merge_labels: bool = False,
    actor: Actor = LOCAL_OWNER,
) -> str:
    """Read files in a child process and take their tickets in; what came of it in words.

    merge_labels: make one category of labels that differ by case or white space only.

    Raises FileRefused when they cannot be read, WorkspaceError when they are here already, and
    Cancelled.
    """
    actor.require(Role.MANAGER, IMPORT)
    name = name_of(files)

    def progress(share: float, rows: int) -> None:
        meter.begin(f"Reading {name}: {number(rows)} rows so far", 100, round(100 * share))

    with workspace.temporary() as out:
        try:
            summary = load(files, out, mapping, progress, lambda: control.cancelled)
        except FileRefused:
            # A reading that was stopped on purpose has not failed.
            control.checkpoint()
            raise
        control.checkpoint()
        meter.begin("Writing to the workspace", 0)
        taken = imports.add(
            workspace,
            file_name=name,
            sha256=files_hash(files),
            tickets=out / "tickets.parquet",
            rejects=out / "rejects.parquet",
            details=_plain(asdict(summary)),
        )
        if merge_labels:
            _merge_labels(workspace, actor)
    return f"{counted(taken.tickets, 'ticket')} imported, {counted(taken.rejected, 'row')} refused"


def remove_import(workspace: Workspace, import_id: int, actor: Actor = LOCAL_OWNER) -> None:
    """Take an import back, with its tickets and every decision on them."""
    actor.require(Role.MANAGER, IMPORT)
    imports.remove(workspace, import_id)


def _merge_labels(workspace: Workspace, actor: Actor) -> None:
    """Call labels that are alike by their most frequent spelling, in whatever import they came."""
    for first, *others in variants(tickets.labels(workspace)):
        category_changes.merge(workspace, others, first, actor)


def merged_labels(workspace: Workspace, found: imports.Import) -> dict[str, str]:
    """The labels of an import that differ from another by case or white space, and what they mean.

    Only those that are called by the other spelling now.
    """
    now = {alias.old_name: alias.new_name for alias in category_aliases.all_of(workspace)}
    groups = found.details.get("label_variants", [])
    alike = {label: first for first, *others in groups for label in (first, *others)}
    return {old: new for old, new in now.items() if old in alike and old != new}


def separate_labels(
    workspace: Workspace, found: imports.Import, actor: Actor = LOCAL_OWNER
) -> None:
    """Let the labels of an import that were made one be several again."""
    actor.require(Role.MANAGER, IMPORT)
    category_aliases.take_back(workspace, list(merged_labels(workspace, found)), actor.name)


def name_of(files: Sequence[Path]) -> str:
    """What an import of these files is called.

    >>> name_of([Path("a.csv"), Path("b.csv"), Path("c.csv")])
    'a.csv and 2 more'
    """
    more = f" and {number(len(files) - 1)} more" if len(files) > 1 else ""
    return files[0].name + more


def files_hash(files: Sequence[Path]) -> str:
    """A hash by which the very same files are known again, in whatever order they come."""
    hashes = sorted(map(file_hash, files))
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()


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
