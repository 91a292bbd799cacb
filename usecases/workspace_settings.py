"""What a workspace remembers of its users' choices, changed by whoever may."""

from __future__ import annotations

from typing import Final, TypeVar

from store.settings import Setting
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role

T = TypeVar("T")
CHANGE_SETTINGS: Final = "change the settings of a workspace"


def choose(workspace: Workspace, setting: Setting[T], value: T, actor: Actor = LOCAL_OWNER) -> None:
    """Remember a choice."""
    actor.require(Role.MANAGER, CHANGE_SETTINGS)
    setting.set(workspace, value)
