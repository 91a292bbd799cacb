"""How a workspace's screens and documents look: its colour and its logo."""

from __future__ import annotations

import base64

from roi.errors import ExportError
from roi.export.report import Brand
from store import settings
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.workspace_settings import CHANGE_SETTINGS


def brand_of(workspace: Workspace) -> Brand:
    """The colour and the logo of the workspace; the product's own where none was chosen."""
    kept = settings.BRAND.of(workspace)
    try:
        logo = base64.b64decode(kept.get("logo", ""))
        return Brand(colour=kept.get("colour", Brand().colour), logo=logo)
    except (ExportError, ValueError):
        return Brand()


def keep_brand(workspace: Workspace, look: Brand, actor: Actor = LOCAL_OWNER) -> None:
    """Give the workspace another colour and logo."""
    actor.require(Role.MANAGER, CHANGE_SETTINGS)
    logo = base64.b64encode(look.logo).decode("ascii")
    settings.BRAND.set(workspace, {"colour": look.colour, "logo": logo})
