"""The fields of a workspace: which ones are filled beside the category."""

from __future__ import annotations

from typing import Final

from routing.fields.definition import Field, fields_from_toml
from store.settings import FIELDS
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role

CHANGE: Final = "change the fields of a workspace"


def fields_of(workspace: Workspace) -> tuple[Field, ...]:
    """The fields that were defined, none at first."""
    return fields_from_toml(FIELDS.of(workspace))


def save_fields(workspace: Workspace, toml: str, actor: Actor = LOCAL_OWNER) -> tuple[Field, ...]:
    """Define the fields anew. Raises TaxonomyError where something is wrong, and keeps the old."""
    actor.require(Role.MANAGER, CHANGE)
    found = fields_from_toml(toml)
    FIELDS.set(workspace, toml)
    return found
