"""The one door to money: a claim with all it rests on, or a refusal that names its reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

from roi.export.report import Report, prepare
from roi.inputs.evidence import Evidence
from roi.inputs.origin import Input
from roi.numbers import short_percent
from roi.results.case import Case, case
from roi.risk.uncertainty import DRAWS, Uncertainty, uncertainty
from roi.scenarios.scenario import Scenario
from routing.evaluation.dial.dial import Dial
from routing.evaluation.statistics.intervals import Measured
from store import policies
from store.runs import Run
from store.workspace import Workspace
from usecases.business_case.run_evidence import run_evidence
from usecases.business_case.scenarios import working_copy
from usecases.evaluation.evidence import doubt, evidence
from usecases.evaluation.label_signal import unrelated_labels
from usecases.policy.case_policy import case_policy
from usecases.policy.shares import policy_shares

COMPARED_DRAWS: Final = DRAWS  # the same futures as everywhere


class RefusalReason(StrEnum):
    """Why no saving may be claimed."""

    LABELS_DO_NOT_FOLLOW_TEXT = "labels do not follow the text"
    PROMISE_WITHHELD = "promise withheld"


@dataclass(frozen=True, slots=True)
class Refusal:
    """No saving may be claimed; sentence: why, for a person."""

    reason: RefusalReason
    sentence: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What may be claimed: a scenario, and everything that is computed of it.

    policy: the policy its figures stand for, in words. run: what it was measured on, None for
    assumptions only. evidence: what that run has shown.
    """

    scenario: Scenario
    policy: str
    run: Run | None
    evidence: Evidence | None = None

    @property
    def report(self) -> Report:
        """Everything that is computed of the scenario, draws included."""
        return report(self.scenario, self.evidence)

    @property
    def misrouted_per_month(self) -> float:
        """Tickets a month that are auto-routed to the wrong category, at today's volume."""
        given = self.scenario
        return given["tickets_per_month"] * given["coverage"] * (1 - given["precision"])

    @property
    def is_measured(self) -> bool:
        """Whether a run was measured for it."""
        return self.run is not None


def business_case(
    workspace: Workspace,
    run: Run | None,
    *,
    scenario: Scenario | None = None,
    dial: Dial | None = None,
) -> Claim | Refusal:
    """What may be claimed of a run at this desk.

    scenario: another one than the working copy. dial: the thresholds it shall stand for, in place
    of the policy that the run follows.
    """
    if refused := refusal(workspace, run, dial):
        return refused
    chosen = _under_a_name(workspace, scenario or working_copy(workspace, run).scenario)
    shown = run_evidence(workspace, run.run_id) if run else None
    if dial is None or run is None:
        return Claim(chosen, _standing_policy(workspace, run), run, shown)
    return Claim(_under(workspace, chosen, dial, run), _dial_in_words(dial), run, shown)


def refusal(workspace: Workspace, run: Run | None, dial: Dial | None = None) -> Refusal | None:
    """Why nothing may be claimed of a run, or of thresholds chosen on it; None where it may."""
    if run is None:
        return None
    if sentence := unrelated_labels(workspace, run):
        return Refusal(RefusalReason.LABELS_DO_NOT_FOLLOW_TEXT, sentence)
    withheld = dial.withheld if dial else _withheld(workspace, run)
    return Refusal(RefusalReason.PROMISE_WITHHELD, withheld) if withheld else None


def _withheld(workspace: Workspace, run: Run) -> str | None:
    """Why the policy of a run promises nothing: said when it was chosen, or seen in new tickets."""
    version = policies.of_run(workspace, run.run_id)
    return (version and version.origin.get("withheld")) or doubt(workspace, run)


def _under_a_name(workspace: Workspace, scenario: Scenario) -> Scenario:
    """The scenario of a company; where none is given, the workspace's name stands for it."""
    return scenario if scenario.company else replace(scenario, company=workspace.name)


def _standing_policy(workspace: Workspace, run: Run | None) -> str:
    """The policy the claim stands for: the one the run follows, or what the dial offers first."""
    offered = case_policy(workspace, run.run_id) if run else None
    if offered is None:
        return policy_in_words(run)
    return f"the dial at {short_percent(offered.promise)}, not in force yet"


def policy_in_words(run: Run | None) -> str:
    """The policy that a run follows.

    >>> policy_in_words(None)
    'assumed shares, no run'
    """
    if run is None:
        return "assumed shares, no run"
    if run.policy_id:
        return f"policy {run.policy_id}"
    threshold = run.settings.get("threshold")
    return "the default policy" if threshold is None else f"threshold {threshold:.2f}"


def policy_in_force(workspace: Workspace, run: Run | None) -> str:
    """The policy a run follows, and the one in force where that is another."""
    current = policies.current(workspace)
    words = policy_in_words(run)
    if run is None or current is None or current.policy_id == run.policy_id:
        return words
    return f"{words}; policy {current.policy_id} is in force"


def compared(scenario: Scenario) -> tuple[Case, Uncertainty]:
    """What is shown of a scenario beside others, from the same futures as everywhere."""
    return _compared(_Same(scenario))


def report(scenario: Scenario, evidence: Evidence | None = None) -> Report:
    """Everything that is computed of a scenario, draws included."""
    return _report(_Same(scenario), evidence)


def _under(workspace: Workspace, scenario: Scenario, dial: Dial, run: Run) -> Scenario:
    """The scenario with the shares that the run is measured at under the dial's thresholds."""
    found = evidence(workspace, run.run_id)
    if found is None:
        return scenario
    shares, source = (
        policy_shares(found, run.decided, dial.policy()),
        f"the dial on run {run.run_id}",
    )
    inputs = {
        key: replace(_measured(key, share, source), override=None)
        for key, share in (("coverage", shares.coverage), ("precision", shares.precision))
        if share
    }
    return replace(scenario, inputs={**scenario.inputs, **inputs})


def _measured(key: str, share: Measured, source: str) -> Input:
    ends = share.interval
    low, high = (ends.low, ends.high) if ends else (share.value, share.value)
    return Input.measured(key, share.value, n=share.n, low=low, high=high, source=source)


def _dial_in_words(dial: Dial) -> str:
    return f"the dial at {short_percent(dial.asked)}"


@dataclass(frozen=True, slots=True)
class _Same:
    """A scenario that a cache can find again: equal ones have equal names and values."""

    scenario: Scenario

    def __hash__(self) -> int:
        return hash((self.scenario.name, *self.scenario.inputs.values()))


@lru_cache(maxsize=64)
def _report(same: _Same, evidence: Evidence | None) -> Report:
    return prepare(same.scenario, evidence=evidence)


@lru_cache(maxsize=64)
def _compared(same: _Same) -> tuple[Case, Uncertainty]:
    scenario = same.scenario
    return case(scenario.values()), uncertainty(scenario, COMPARED_DRAWS)
