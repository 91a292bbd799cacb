"""What the business case of a run stands for while nobody has chosen its policy: the dial's offer.

A run that was started without a threshold is routed by the default one, which nobody has weighed.
Its figures would make or break a case by a default, so the case takes what the dial offers first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from routing.evaluation.dial.certify import Flags
from routing.evaluation.statistics.intervals import Measured
from routing.policy import Policy
from store import runs, taxonomies
from store.runs import Run
from store.workspace import Workspace
from usecases.cache import kept_by_revision
from usecases.evaluation.evidence import evidence
from usecases.evaluation.figures import RunFigures, run_figures
from usecases.evaluation.precision_targets import saved_precision_targets
from usecases.policy.promised_settings import first_offer
from usecases.policy.shares import policy_shares, routed_alone


@dataclass(frozen=True, slots=True, eq=False)
class CasePolicy:
    """The offer of the dial that a case stands for until a policy is chosen.

    asked: the precision that is asked; promise: what can be vouched for, at most that. coverage,
    precision: what the run is measured at under it. alone: per labelled ticket, whether it is
    routed alone then.
    """

    asked: float
    promise: float
    policy: Policy
    coverage: Measured
    precision: Measured
    alone: Flags


@kept_by_revision
def case_policy(workspace: Workspace, run_id: int) -> CasePolicy | None:
    """What stands for a run; None where a policy was chosen, or nothing can be offered."""
    run = runs.one(workspace, run_id)
    found = evidence(workspace, run_id) if _is_open(run) else None
    if found is None:
        return None
    taxonomy = taxonomies.version(workspace, run.taxonomy_id).taxonomy
    targets = saved_precision_targets(workspace, taxonomy)
    offer = first_offer(found, targets)
    if offer is None:
        return None
    promise, policy = offer
    shares = policy_shares(found, run.decided, policy)
    if shares.coverage is None or shares.precision is None:
        return None
    alone = routed_alone(found.confidence, found.routed, policy, found.routers)
    return CasePolicy(targets.asked, promise, policy, shares.coverage, shares.precision, alone)


def case_figures(workspace: Workspace, run_id: int) -> RunFigures:
    """The figures of a run as its case takes them."""
    figures, offered = run_figures(workspace, run_id), case_policy(workspace, run_id)
    if offered is None:
        return figures
    return replace(figures, coverage=offered.coverage, selective_accuracy=offered.precision)


def _is_open(run: Run) -> bool:
    """Whether the run was started with no threshold, and no policy was chosen since."""
    settings = run.settings
    is_asked = "threshold" not in settings or settings["threshold"] is not None
    return run.policy_id is None and not is_asked and settings.get("cascade") is None
