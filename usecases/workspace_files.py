"""What can be done with a whole workspace, by whoever may: make, name, copy, hand over, delete."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from store import backups
from store.workspace import Workspace
from store.workspaces import Workspaces
from usecases.actor import LOCAL_OWNER, Actor, Role

MAKE: Final = "make a workspace"
RENAME: Final = "rename a workspace"
EXPORT: Final = "hand a workspace over"
DELETE: Final = "delete a workspace"
RESTORE: Final = "bring a workspace back"


def create(workspaces: Workspaces, name: str, actor: Actor = LOCAL_OWNER) -> Workspace:
    """A new, empty workspace; the name must be free."""
    actor.require(Role.MANAGER, MAKE)
    return workspaces.create(name)


def take_in(workspaces: Workspaces, file: Path, name: str, actor: Actor = LOCAL_OWNER) -> Workspace:
    """A workspace of the tables in a colleague's file."""
    actor.require(Role.MANAGER, MAKE)
    return workspaces.adopt(file, name)


def copy(workspaces: Workspaces, name: str, new: str, actor: Actor = LOCAL_OWNER) -> None:
    """Put a copy beside the workspace under a new name."""
    actor.require(Role.MANAGER, MAKE)
    workspaces.copy(name, new)


def rename(workspaces: Workspaces, old: str, new: str, actor: Actor = LOCAL_OWNER) -> None:
    """Give a workspace another name."""
    actor.require(Role.MANAGER, RENAME)
    workspaces.rename(old, new)


def export(workspaces: Workspaces, name: str, target: Path, actor: Actor = LOCAL_OWNER) -> Path:
    """Write the workspace, its tickets and their personal data, to a file for a colleague."""
    actor.require(Role.MANAGER, EXPORT)
    return workspaces.export(name, target)


def delete(workspaces: Workspaces, name: str, actor: Actor = LOCAL_OWNER) -> None:
    """Remove a workspace and its back-ups for good."""
    actor.require(Role.ADMIN, DELETE)
    workspaces.delete(name)


def restore_backup(path: Path, backup: Path, holder: str, actor: Actor = LOCAL_OWNER) -> Path:
    """Put a back-up in the place of a workspace nobody has open; where the one before it is kept.

    holder: who is named to a second process meanwhile.
    """
    actor.require(Role.ADMIN, RESTORE)
    return backups.restore(path, backup, holder)


def restore_missing(workspace: Workspace, actor: Actor = LOCAL_OWNER) -> int:
    """Write the reviews again that a damaged file had lost; how many there were."""
    actor.require(Role.ADMIN, RESTORE)
    return workspace.restore_missing()


def accept_loss(workspace: Workspace, actor: Actor = LOCAL_OWNER) -> None:
    """Leave what a damaged file had lost out for good."""
    actor.require(Role.ADMIN, RESTORE)
    workspace.accept_loss()
