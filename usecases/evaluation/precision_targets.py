"""What a workspace asks of auto-routing."""

from __future__ import annotations

from routing.evaluation.dial.precision_targets import PrecisionTargets
from routing.taxonomy import Taxonomy
from store import policies
from store.workspace import Workspace


def saved_precision_targets(workspace: Workspace, taxonomy: Taxonomy) -> PrecisionTargets:
    """What was asked when the policy in force was chosen; else the targets to begin with."""
    version = policies.current(workspace)
    if version is None or "asked" not in version.origin:
        return PrecisionTargets.for_taxonomy(taxonomy)
    return PrecisionTargets.from_record(version.origin)
