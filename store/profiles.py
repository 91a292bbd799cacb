"""Routing profiles kept in a workspace, whole, as the files they are saved as."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from store.queries import query
from store.workspace import Workspace

MAX_KEPT: Final = 8


def keep(
    workspace: Workspace, fingerprint: str, router: str, files: Mapping[str, bytes], run_id: int
) -> int:
    """Keep a profile once; its number. Of older ones only the newest few stay."""
    with workspace.writing() as cursor:
        found = cursor.execute(query("profiles.find"), [fingerprint]).fetchone()
        if found:
            return int(found[0])
        wanted = {"fingerprint": fingerprint, "router": router, "run_id": run_id}
        (number,) = cursor.execute(query("profiles.add"), wanted).fetchone() or (0,)
        for path, content in files.items():
            file = {"profile_id": number, "path": path, "content": content}
            cursor.execute(query("profiles.add_file"), file)
        cursor.execute(query("profiles.forget_files_before"), [MAX_KEPT])
        cursor.execute(query("profiles.forget_before"))
        return int(number)


def of_run(workspace: Workspace, run_id: int) -> dict[str, bytes] | None:
    """The files of the newest profile that a run has proven; None where there is none."""
    rows = workspace.rows("profiles.of_run", [run_id])
    if not rows:
        return None
    return {path: bytes(content) for path, content in workspace.rows("profiles.files", rows[0])}
