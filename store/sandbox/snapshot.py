"""Read-only copies of workspaces for queries, shared by all sessions and kept as fresh as is cheap.

A copy is made when the workspace has changed since the last one, but copying takes at most a tenth
of the time: while a run writes into a large workspace, a query reads what stood there a moment ago.
"""

from __future__ import annotations

import secrets
import shutil
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from routing.errors import WorkspaceError
from store.workspace import Workspace
from store.workspace_file import attached_folder

SHARE: Final = 10
NO_ROOM: Final = "There is no room for a copy of the workspace to ask; free some space on the disk."


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A copy of a workspace; seconds: what making it took.

    made: when it was made, by a clock that nobody sets.
    """

    file: Path
    revision: str
    made: float
    seconds: float

    @property
    def age(self) -> float:
        """Seconds since it was made."""
        return time.monotonic() - self.made


class Snapshots:
    """The newest copy of each workspace, in a folder of this process alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._newest: dict[Path, Snapshot] = {}
        self._guards: dict[Path, threading.Lock] = {}

    def of(self, workspace: Workspace, *, fresh: bool = False) -> Snapshot:
        """A copy to ask; with `fresh`, one that holds everything up to now."""
        with self._guard(workspace.path):
            known = self._newest.get(workspace.path)
            if known and known.revision == workspace.revision:
                return known
            same_file = known and known.revision.split("-")[0] == workspace.revision.split("-")[0]
            if known and same_file and not fresh and known.age < SHARE * known.seconds:
                return known
            made = self._newest[workspace.path] = self._make(workspace)
            self._clear(workspace.path, {made, known} - {None})
            return made

    def forget(self, path: Path) -> None:
        """Remove all copies of a workspace that is no longer there."""
        with self._guard(path):
            self._newest.pop(path, None)
            self._clear(path, set())

    def stop(self) -> None:
        """Remove all copies."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _guard(self, path: Path) -> threading.Lock:
        return self._guards.setdefault(path, threading.Lock())

    def _make(self, workspace: Workspace) -> Snapshot:
        began = time.monotonic()
        file = self._folder / workspace.path.stem / f"{secrets.token_hex(8)}.duckdb"
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            revision = workspace.snapshot_to(file)
            attached_folder.carry(workspace.path, file)
        except OSError as error:
            file.unlink(missing_ok=True)
            raise WorkspaceError(NO_ROOM) from error
        return Snapshot(file, revision, made := time.monotonic(), made - began)

    def _clear(self, path: Path, kept: set[Snapshot | None]) -> None:
        """Remove older copies; the last but one stays, as a query may be about to open it."""
        files = {each.file for each in kept if each}
        for file in (self._folder / path.stem).glob("*.duckdb"):
            if file not in files:
                file.unlink(missing_ok=True)
                attached_folder.forget(file)
