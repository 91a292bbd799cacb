"""What a run measures under any policy: the share routed alone, and how often that is right.

Of all its tickets, or of those that a person has selected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from routing.evaluation.calibration import apply
from routing.evaluation.dial.certify import Flags, Floats
from routing.evaluation.statistics.intervals import Measured, proportion
from routing.policy import Policy
from routing.taxonomy import UNKNOWN
from store import runs
from store.runs import Run
from store.tickets import Filters, Keys
from store.workspace import Workspace
from usecases.evaluation.evidence import Evidence, evidence
from usecases.exploring.ticket_list import matching

NEVER: Final = np.inf


@dataclass(frozen=True, slots=True)
class PolicyShares:
    """The two shares that a policy comes to.

    coverage: of the decided tickets, labelled or not. precision: right ones among the labelled
        tickets routed alone; None where there is none.
    """

    coverage: Measured | None
    precision: Measured | None


def policy_shares(found: Evidence, decided: int, policy: Policy) -> PolicyShares:
    """What a run of so many decided tickets will be measured at once it follows the policy."""
    return _shares(found, policy, decided)


def selected_shares(
    workspace: Workspace, run: Run, policy: Policy, filters: Filters
) -> PolicyShares:
    """What a policy does to the selected tickets: its effect there, and no promise.

    Somebody who selects has looked at the tickets before: what was measured on them alone would
    vouch for nothing, so thresholds are chosen and certified on all labelled tickets.
    """
    found = evidence(workspace, run.run_id)
    if found is None:
        return PolicyShares(None, None)
    decided = runs.summary(workspace, run.run_id, filters).tickets
    return _shares(found, policy, decided, matching(workspace, filters, run.run_id))


def _shares(
    found: Evidence, policy: Policy, decided: int, keys: Keys | None = None
) -> PolicyShares:
    """Of the decided tickets, or of those with these keys; decided: how many that are."""
    rest = found.unlabelled
    alone = routed_alone(found.confidence, found.routed, policy, found.routers)
    others = routed_alone(rest.confidence, rest.routed, policy, rest.routers)
    if keys is not None:
        alone, others = alone & np.isin(found.keys, keys), others & np.isin(rest.keys, keys)
    hits = int(alone.sum()) + int(others.sum())
    return PolicyShares(
        # While a run goes on, more may have been decided since it was counted.
        proportion(hits, max(decided, hits)),
        proportion(int(found.correct[alone].sum()), int(alone.sum())),
    )


def routed_alone(
    confidence: Floats, routed: Sequence[str], policy: Policy, routers: Sequence[str] = ()
) -> Flags:
    """Which tickets a policy routes without a person; signs are in `routed` as `Unknown`.

    confidence: as the routers returned it; routers: who answered each ticket.
    """
    if not len(routed):
        return np.zeros(0, dtype=bool)
    names, places = np.unique(np.asarray(routed, dtype=object).astype(str), return_inverse=True)
    limits = np.array([_threshold(policy, str(name), policy.thresholds) for name in names])
    return np.asarray(apply(policy.calibrations, confidence, routers) >= limits[places])


def _threshold(policy: Policy, category: str, own: Mapping[str, float | None]) -> float:
    if category == UNKNOWN or category in policy.always_review:
        return NEVER
    threshold = own.get(category, policy.threshold)
    return NEVER if threshold is None else threshold
