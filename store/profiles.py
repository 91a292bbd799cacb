"""Routing profiles kept in a workspace, whole, as the files they are saved as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import duckdb

from store.queries import query
from store.workspace import Workspace

MAX_KEPT: Final = 8


def keep(
    workspace: Workspace, fingerprint: str, router: str, files: Mapping[str, bytes], run_id: int
) -> int:
    """Keep a profile once, for every run that proves it; its number.

    Of all profiles only the few stay that were proven last.
    """
    with workspace.writing() as cursor:
        found = cursor.execute(query("profiles.find"), [fingerprint]).fetchone()
        number = int(found[0]) if found else _add(cursor, fingerprint, router, files, run_id)
        cursor.execute(query("profiles.proven"), {"profile_id": number, "run_id": run_id})
        cursor.execute(query("profiles.forget_runs_before"), [MAX_KEPT])
        cursor.execute(query("profiles.forget_files_before"))
        cursor.execute(query("profiles.forget_before"))
        return number


def keep_version(
    workspace: Workspace, fingerprint: str, router: str, files: Mapping[str, bytes]
) -> None:
    """Keep the profile of a trained version under the fingerprint of the version.

    It stays as long as no other version is put to work.
    """
    with workspace.writing() as cursor:
        if cursor.execute(query("profiles.find"), [fingerprint]).fetchone() is None:
            _add(cursor, fingerprint, router, files, None)


def of_version(workspace: Workspace, fingerprint: str) -> dict[str, bytes] | None:
    """The files of the profile of a trained version; None where none was kept."""
    return _files(workspace, workspace.rows("profiles.find", [fingerprint]))


def of_run(workspace: Workspace, run_id: int) -> dict[str, bytes] | None:
    """The files of the newest profile that a run has proven; None where there is none."""
    return _files(workspace, workspace.rows("profiles.of_run", [run_id]))


def newest_run(workspace: Workspace) -> int | None:
    """The newest finished run that has kept a profile."""
    rows = workspace.rows("profiles.newest_run")
    return int(rows[0][0]) if rows else None


def _files(workspace: Workspace, rows: Sequence[tuple[int]]) -> dict[str, bytes] | None:
    if not rows:
        return None
    return {path: bytes(content) for path, content in workspace.rows("profiles.files", rows[0])}


def _add(
    cursor: duckdb.DuckDBPyConnection,
    fingerprint: str,
    router: str,
    files: Mapping[str, bytes],
    run_id: int | None,
) -> int:
    wanted = {"fingerprint": fingerprint, "router": router, "run_id": run_id}
    (number,) = cursor.execute(query("profiles.add"), wanted).fetchone() or (0,)
    for path, content in files.items():
        file = {"profile_id": number, "path": path, "content": content}
        cursor.execute(query("profiles.add_file"), file)
    return int(number)
