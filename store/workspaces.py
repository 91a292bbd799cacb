"""The folder in which the workspaces stand, and what can be done with a whole one."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Final

from routing.errors import WorkspaceError
from store import attempts, runs
from store.workspace import Workspace

ENDING: Final = ".duckdb"
_NAME: Final = re.compile(r"[\w][\w .()&+-]{0,59}")


class Workspaces:
    """Workspaces by name; each is opened once per process and shared by all sessions."""

    def __init__(self, folder: Path, holder: str) -> None:
        self.folder = folder
        self._holder = holder
        self._open: dict[str, Workspace] = {}
        self._guard = threading.RLock()
        folder.mkdir(parents=True, exist_ok=True)

    def names(self) -> list[str]:
        """The workspaces in the folder, by name."""
        return sorted((p.stem for p in self.folder.glob(f"*{ENDING}")), key=str.casefold)

    def open(self, name: str) -> Workspace:
        """The workspace of that name.

        Raises WorkspaceError when there is none, or when another process holds it.
        """
        with self._guard:
            if name not in self._open:
                path = self._path(name)
                if not path.exists():
                    raise WorkspaceError(f'There is no workspace "{name}"; choose another one.')
                self._open[name] = self._opened(path)
            return self._open[name]

    def create(self, name: str) -> Workspace:
        """A new, empty workspace; the name must be free."""
        with self._guard:
            self._open[name] = self._opened(self._free(name))
            return self._open[name]

    def rename(self, old: str, new: str) -> None:
        """Give a workspace another name."""
        with self._guard:
            target = self._free(new)
            self._closed(old).rename(target)

    def copy(self, name: str, new: str) -> None:
        """Put a copy beside the workspace under a new name."""
        with self._guard:
            self.open(name).copy_to(self._free(new))

    def export(self, name: str, target: Path) -> Path:
        """Write the workspace to a file that can be handed to a colleague."""
        target.unlink(missing_ok=True)
        self.open(name).copy_to(target)
        return target

    def adopt(self, file: Path, name: str) -> Workspace:
        """Take in a workspace file of a colleague under a name of its own."""
        with self._guard:
            target = self._free(name)
            file.rename(target)
            try:
                return self.open(name)
            except WorkspaceError:
                target.unlink(missing_ok=True)
                raise

    def delete(self, name: str) -> None:
        """Remove a workspace and everything in it, for good."""
        with self._guard:
            self._closed(name).unlink()

    def close(self) -> None:
        """Close every open workspace cleanly."""
        with self._guard:
            for name in list(self._open):
                self._open.pop(name).close()

    def _opened(self, path: Path) -> Workspace:
        workspace = Workspace(path, self._holder)
        runs.mark_interrupted(workspace)
        attempts.take_in(workspace)
        return workspace

    def _closed(self, name: str) -> Path:
        workspace = self._open.pop(name, None)
        if workspace:
            workspace.close()
        path = self._path(name)
        if not path.exists():
            raise WorkspaceError(f'There is no workspace "{name}"; choose another one.')
        return path

    def _free(self, name: str) -> Path:
        path = self._path(name)
        if name.casefold() in {other.casefold() for other in self.names()}:
            raise WorkspaceError(f'There is already a workspace "{name}"; choose another name.')
        return path

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise WorkspaceError(
                "A workspace name has 1 to 60 letters, digits, spaces or . ( ) & + - _ ."
            )
        return self.folder / f"{name}{ENDING}"
