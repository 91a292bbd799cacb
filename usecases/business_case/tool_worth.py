"""What a tool's predictions are worth: as it is used, and at the promise the dial offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from roi.dial import PricedSetting, Setting, priced
from roi.scenarios.scenario import Scenario
from routing.evaluation.calibration import calibrate_out_of_fold, label_folds
from routing.evaluation.dial.precision_targets import ASKED, PrecisionTargets
from routing.evaluation.reliability import Reliability, reliability
from routing.evaluation.statistics.intervals import Measured, proportion
from routing.policy import Policy
from routing.taxonomy import UNKNOWN
from store import taxonomies
from store.runs import Run
from store.workspace import Workspace
from usecases.business_case.claim import Refusal, refusal
from usecases.business_case.scenarios import working_copy
from usecases.evaluation.evidence import Evidence, evidence
from usecases.evaluation.precision_targets import saved_precision_targets
from usecases.policy.promised_settings import best_promise
from usecases.policy.shares import routed_alone

MIN_CALIBRATED: Final = 30


@dataclass(frozen=True, slots=True)
class ToolWorth:
    """One tool on the labelled tickets that it has predicted, priced by the model of Savings.

    right: of all its answers. as_used: what Savings says of it. best: what the dial offers first,
        None where it can promise nothing.
    calibrated: how far its confidences mean what they say once fitted, judged out of fold; None
        for fewer than thirty tickets. refusal: why no amount may be named, None where it may.
    """

    name: str
    right: Measured
    as_used: PricedSetting
    best: PricedSetting | None
    calibrated: Reliability | None
    refusal: Refusal | None = None


def run_worth(workspace: Workspace, run: Run) -> ToolWorth | None:
    """What a run is worth, ours or an imported one; None where no decided ticket is labelled."""
    found = evidence(workspace, run.run_id)
    if found is None:
        return None
    scenario = working_copy(workspace, run).scenario
    targets = saved_precision_targets(
        workspace, taxonomies.version(workspace, run.taxonomy_id).taxonomy
    )
    as_used = Setting(None, scenario["coverage"], scenario["precision"])
    worth = _worth(f"Run {run.run_id}, {run.asked}", found, scenario, as_used,
                   best_promise(found, run.decided, targets, scenario))  # fmt: skip
    return worth and replace(worth, refusal=refusal(workspace, run))


def tool_worth(name: str, found: Evidence, scenario: Scenario) -> ToolWorth | None:
    """What predictions are worth under a scenario when all are used; None without a single one."""
    if not found.n:
        return None
    alone = routed_alone(found.confidence, found.routed, Policy(0.0))
    n = int(alone.sum())
    as_used = Setting(None, n / found.n, float(found.correct[alone].mean()) if n else 0.0)
    best = best_promise(found, found.n, PrecisionTargets(ASKED), scenario)
    return _worth(name, found, scenario, as_used, best)


def _worth(
    name: str, found: Evidence, scenario: Scenario, as_used: Setting, best: PricedSetting | None
) -> ToolWorth | None:
    right = proportion(int(found.correct.sum()), found.n)
    if right is None:
        return None
    return ToolWorth(name, right, priced(scenario, [as_used])[0], best, _calibrated(found))


def priced_per_ticket(scenario: Scenario, usd: float) -> Scenario:
    """The scenario with a price per ticket in place of tokens, in US dollars."""
    return replace(scenario.with_values(cost_per_ticket_usd=usd), llm_basis="ticket")


def _placed(found: Evidence) -> tuple[np.ndarray, np.ndarray]:
    """Confidences and hits of the answers that may go anywhere."""
    placed = np.array([category != UNKNOWN for category in found.routed], dtype=bool)
    return found.confidence[placed], found.correct[placed]


def _calibrated(found: Evidence) -> Reliability | None:
    """The one calibration of the project, each ticket by a fit that has not seen it."""
    confidence, correct = _placed(found)
    if confidence.size < MIN_CALIBRATED:
        return None
    folds = label_folds(confidence.size, None)
    fitted = calibrate_out_of_fold(confidence, correct, folds, "beta")
    return reliability(fitted, correct)


def right_by_confidence(words: Sequence[str], correct: Sequence[bool]) -> Mapping[str, Measured]:
    """How often each word of a confidence is right, in the order in which they come."""
    found: dict[str, Measured] = {}
    for word in dict.fromkeys(words):
        mine = [is_right for each, is_right in zip(words, correct, strict=True) if each == word]
        share = proportion(sum(mine), len(mine))
        if share:
            found[word] = share
    return found
