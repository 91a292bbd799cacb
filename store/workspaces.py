"""The folder in which the workspaces stand, and what can be done with a whole one."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from routing.errors import WorkspaceError
from store import attachments, attempts, runs
from store.reviewing import locks
from store.workspace import Workspace
from store.workspace_file import backups, transfer
from store.workspace_file.faults import explained
from store.workspace_file.lease import Lease
from store.workspace_file.private import keep_private, private_folder

ENDING: Final = ".duckdb"
_NAME: Final = re.compile(r"[\w][\w .()&+-]{0,59}")
NONE: Final = 'There is no workspace "{name}"; choose another one.'


class Workspaces:
    """Workspaces by name; each is opened once per process and shared by all sessions."""

    def __init__(self, folder: Path, holder: str) -> None:
        """Raise WorkspaceError where the folder cannot be made."""
        self.folder = folder
        self._holder = holder
        self._open: dict[str, Workspace] = {}
        self._guard = threading.RLock()
        keep_private()
        with explained(folder):
            private_folder(folder)

    def names(self) -> list[str]:
        """The workspaces in the folder, by name."""
        return sorted((p.stem for p in self.folder.glob(f"*{ENDING}")), key=str.casefold)

    def open(self, name: str) -> Workspace:
        """The workspace of that name.

        Raises WorkspaceError when there is none, or when another process holds it.
        """
        with self._guard:
            if name not in self._open:
                self._open[name] = self._opened(self._present(name))
            return self._open[name]

    def create(self, name: str) -> Workspace:
        """A new, empty workspace; the name must be free."""
        with self._guard:
            self._open[name] = self._opened(self._free(name))
            return self._open[name]

    def rename(self, old: str, new: str) -> None:
        """Give a workspace another name; its back-ups go with it."""
        with self._guard:
            target = self._free(new)
            path = self._closed(old)
            with explained(path):
                for file in list(_belonging_to(path)):
                    file.rename(target.with_name(target.name + file.name[len(path.name) :]))
                path.rename(target)

    def copy(self, name: str, new: str) -> None:
        """Put a copy beside the workspace under a new name."""
        with self._guard:
            self._handed_over(name, self._free(new))

    def export(self, name: str, target: Path) -> Path:
        """Write the workspace to a file that can be handed to a colleague."""
        target.unlink(missing_ok=True)
        self._handed_over(name, target)
        return target

    def adopt(self, file: Path, name: str) -> Workspace:
        """Take in a workspace file of a colleague under a name of its own: its tables alone."""
        with self._guard:
            target = self._free(name)
            fresh = file.with_name(f".{file.stem}.taken-in{ENDING}")
            try:
                transfer.copy_tables(file, fresh)
                with explained(target):
                    shutil.move(fresh, target)
            finally:
                shutil.rmtree(fresh.with_name(fresh.name + ".tmp"), ignore_errors=True)
                fresh.unlink(missing_ok=True)
            return self.open(name)

    def put(self, file: Path, name: str) -> Workspace:
        """Move a closed workspace file of this program to that name, and open it.

        What has the name is deleted for good.
        """
        with self._guard:
            if self._path(name).exists():
                self.delete(name)
            target = self._free(name)
            with explained(target):
                shutil.move(file, target)
            return self.open(name)

    def back_up(self, name: str) -> Path:
        """Keep the workspace as it is now."""
        with self._guard:
            workspace = self.open(name)
            with workspace.temporary() as folder:
                file = folder / "now.duckdb"
                workspace.snapshot_to(file)
                return backups.keep(workspace.path, "by hand", file)

    def restore(self, name: str, backup: Path) -> Workspace:
        """Put a back-up in the place of the workspace, and open it."""
        with self._guard:
            backups.restore(self._closed(name), backup, self._holder)
            return self.open(name)

    def delete(self, name: str) -> None:
        """Remove a workspace and everything in it, its back-ups included, for good."""
        with self._guard:
            path = self._closed(name)
            # A second process may have opened it in the meantime.
            lease = Lease(path, self._holder)
            with explained(path):
                path.unlink()
                for file in list(_belonging_to(path)):
                    shutil.rmtree(file) if file.is_dir() else file.unlink(missing_ok=True)
            lease.release()

    def close(self) -> None:
        """Close every open workspace cleanly.

        Raises WorkspaceError for the first that could not be written; the others are closed.
        """
        problems = []
        with self._guard:
            for name in list(self._open):
                try:
                    self._open.pop(name).close()
                except WorkspaceError as problem:
                    problems.append(problem)
        if problems:
            raise problems[0]

    def _opened(self, path: Path) -> Workspace:
        workspace = Workspace(path, self._holder)
        try:
            locks.begin(workspace)
            runs.mark_interrupted(workspace)
            attempts.take_in(workspace)
        except BaseException:
            with suppress(WorkspaceError):
                workspace.close()
            raise
        return workspace

    def _handed_over(self, name: str, target: Path) -> None:
        workspace = self.open(name)
        # Whoever gets the copy has no right to a folder of this machine.
        attachments.take_in(workspace)
        with workspace.temporary() as folder, explained(target):
            file, fresh = folder / f"{name}{ENDING}", folder / "fresh.duckdb"
            workspace.snapshot_to(file)
            transfer.copy_tables(file, fresh)
            shutil.move(fresh, target)

    def _closed(self, name: str) -> Path:
        workspace = self._open.pop(name, None)
        if workspace:
            workspace.close()
        return self._present(name)

    def _present(self, name: str) -> Path:
        path = self._path(name)
        if not path.exists():
            raise WorkspaceError(NONE.format(name=name))
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


def _belonging_to(path: Path) -> Iterator[Path]:
    """What stands beside a workspace file and is part of it: its recovery log, its back-ups."""
    return (file for file in path.parent.iterdir() if file.name.startswith(f"{path.name}."))
