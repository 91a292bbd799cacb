"""The taxonomy of a workspace is changed: each save is a new version, and no older one goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from routing.taxonomy import UNKNOWN, Taxonomy
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


def labels_without_category(taxonomy: Taxonomy, labels: Mapping[str, int]) -> tuple[list[str], int]:
    """The labels that are no category, and how many tickets carry one; labels: tickets by label.

    >>> labels_without_category(Taxonomy.from_labels(["Billing"]), {"Billing": 3, "Bill": 2})
    (['Bill'], 2)
    """
    strange = [label for label in labels if label != UNKNOWN and taxonomy.category(label) is None]
    return strange, sum(labels[label] for label in strange)
