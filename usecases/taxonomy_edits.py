"""The taxonomy of a workspace is changed: each save is a new version, and no older one goes."""

from __future__ import annotations

from typing import Final

from routing.taxonomy import Taxonomy
from store import taxonomies
from store.taxonomies import TaxonomyVersion
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role

CHANGE_TAXONOMY: Final = "change the categories of a workspace"


def save_taxonomy(
    workspace: Workspace, taxonomy: Taxonomy, source: str, actor: Actor = LOCAL_OWNER
) -> TaxonomyVersion:
    """Save a new version; source: where the categories came from, in words."""
    actor.require(Role.MANAGER, CHANGE_TAXONOMY)
    return taxonomies.save(workspace, taxonomy, source)
