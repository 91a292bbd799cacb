"""What a run measures under any policy: the share routed alone, and how often that is right."""

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
from store.runs import Run
from usecases.evaluation.evidence import Evidence

NEVER: Final = np.inf


@dataclass(frozen=True, slots=True)
class PolicyShares:
    """The two shares that the business case takes from a policy.

    coverage: of all decided tickets, labelled or not. precision: right ones among the labelled
        tickets routed alone; None where there is none.
    """

    coverage: Measured | None
    precision: Measured | None


def policy_shares(found: Evidence, run: Run, policy: Policy) -> PolicyShares:
    """What the run will be measured at once its decisions follow the policy."""
    rest = found.unlabelled
    alone = routed_alone(found.confidence, found.routed, policy, found.routers)
    others = routed_alone(rest.confidence, rest.routed, policy, rest.routers)
    return PolicyShares(
        proportion(int(alone.sum()) + int(others.sum()), run.decided),
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
