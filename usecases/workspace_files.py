"""The files of workspaces: made, opened, renamed, copied, handed out and deleted by whoever may."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from store.workspace import Workspace
from store.workspace_file import backups
from store.workspaces import Workspaces
from usecases.actor import Actor, Role

MAKE: Final = "make workspaces"
HAND_OUT: Final = "export a workspace, with the personal data in it"
DELETE: Final = "delete a workspace"
RESTORE: Final = "bring a workspace back"


def create(workspaces: Workspaces, name: str, actor: Actor) -> None:
    """A new workspace. Raises WorkspaceError for a name that will not do."""
    actor.require(Role.MANAGER, MAKE)
    workspaces.create(name)


def adopt(workspaces: Workspaces, file: Path, name: str, actor: Actor) -> None:
    """Take in a file that was exported elsewhere."""
    actor.require(Role.MANAGER, MAKE)
    workspaces.adopt(file, name)


def rename(
    workspaces: Workspaces, old: str, new: str, actor: Actor, stop: Callable[[], None]
) -> None:
    """Give a workspace another name; stop: ends what goes on in it, once it is allowed."""
    actor.require(Role.MANAGER, MAKE)
    stop()
    workspaces.rename(old, new)


def copy(workspaces: Workspaces, name: str, to: str, actor: Actor) -> None:
    """A second workspace with all that is in the first."""
    actor.require(Role.MANAGER, MAKE)
    workspaces.copy(name, to)


def export(workspaces: Workspaces, name: str, file: Path, actor: Actor) -> Path:
    """One file to hand to a colleague."""
    actor.require(Role.ADMIN, HAND_OUT)
    return workspaces.export(name, file)


def delete(workspaces: Workspaces, name: str, actor: Actor, stop: Callable[[], None]) -> None:
    """Delete a workspace for good; stop: ends what goes on in it, once it is allowed."""
    actor.require(Role.ADMIN, DELETE)
    stop()
    workspaces.delete(name)


def restore_backup(path: Path, backup: Path, holder: str, actor: Actor) -> Path:
    """Put a back-up in the place of a workspace nobody has open; where the one before it is kept.

    holder: who is named to a second process meanwhile.
    """
    actor.require(Role.ADMIN, RESTORE)
    return backups.restore(path, backup, holder)


def restore_missing(workspace: Workspace, actor: Actor) -> int:
    """Write the reviews again that a damaged file had lost; how many there were."""
    actor.require(Role.ADMIN, RESTORE)
    return workspace.restore_missing()


def accept_loss(workspace: Workspace, actor: Actor) -> None:
    """Leave what a damaged file had lost out for good."""
    actor.require(Role.ADMIN, RESTORE)
    workspace.accept_loss()
