"""What a workspace asks of auto-routing."""

from __future__ import annotations

from routing.evaluation.wishes import Wishes
from routing.taxonomy import Taxonomy
from store import policies
from store.workspace import Workspace


def saved_wishes(workspace: Workspace, taxonomy: Taxonomy) -> Wishes:
    """What was asked when the policy in force was chosen; else the wishes to begin with."""
    version = policies.current(workspace)
    if version is None or "asked" not in version.origin:
        return Wishes.for_taxonomy(taxonomy)
    return Wishes.from_record(version.origin)
