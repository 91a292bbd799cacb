"""A cascade of two runs: the thresholds that cost least at an asked precision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from routing.evaluation.statistics.intervals import Measured, proportion
from routing.routers.cascade import Plan, Stage, cheapest, without_person
from routing.taxonomy import UNKNOWN, Taxonomy
from store import decisions, taxonomies
from store.runs import Run
from store.workspace import Workspace
from usecases.business_case.claim import Refusal, refusal, report
from usecases.business_case.scenarios import working_copy
from usecases.evaluation.comparison import Entry

SECONDS_AN_HOUR = 3600


@dataclass(frozen=True, slots=True)
class CascadePlan:
    """A planned cascade of a free router and a paid one; money in US dollars.

    plans: the cascade, then either router alone. person: what a person's decision costs.
    accuracy, cost_per_1000: were every answer taken, of its answers alone.
    refused: why no saving may be claimed of it.
    """

    second: Run
    plans: tuple[Plan, Plan, Plan]
    n: int
    person: float
    accuracy: Measured
    cost_per_1000: float
    refused: Refusal | None


def plan_cascade(
    workspace: Workspace, entries: Sequence[Entry], precision: float
) -> CascadePlan | None:
    """The cascade that costs least at the asked precision; None where there are not both."""
    pair = _pair(entries)
    if pair is None:
        return None
    first, second = pair
    taxonomy = taxonomies.version(workspace, second.taxonomy_id).taxonomy
    frame = decisions.stages(workspace, first.run_id, second.run_id)
    person = _cost_of_a_decision(workspace, second)
    stages = _stages(frame, _by_hand(taxonomy))
    plans = cheapest(*stages, precision, person, groups=decisions.text_groups(frame))
    hits, cost = without_person(*_stages(frame, frozenset({UNKNOWN})), plans[0].rule)
    accuracy = proportion(hits, len(frame))
    if accuracy is None:
        return None
    refused = refusal(workspace, first) or refusal(workspace, second)
    return CascadePlan(second, plans, len(frame), person, accuracy, 1000 * cost, refused)


def _pair(entries: Sequence[Entry]) -> tuple[Run, Run] | None:
    """The first free run, and the first that asks a provider."""
    paid = [e.run for e in entries if e.cost_per_1000 or e.run.settings.get("llm")]
    free = [e.run for e in entries if e.run not in paid]
    return (free[0], paid[0]) if free and paid else None


def _by_hand(taxonomy: Taxonomy) -> frozenset[str]:
    return frozenset({UNKNOWN, *(c.name for c in taxonomy.categories if c.risk == "high")})


def _stages(frame: pd.DataFrame, by_hand: frozenset[str]) -> tuple[Stage, Stage]:
    def stage(name: str) -> Stage:
        sure = frame[f"{name}_confidence"].to_numpy(dtype=np.float64)
        alone = ~frame[name].isin(by_hand).to_numpy()
        correct = frame[f"{name}_correct"].to_numpy(dtype=bool)
        return Stage(np.where(alone, sure, -1.0), correct, float(frame[f"{name}_cost"].mean()))

    return stage("first"), stage("second")


def _cost_of_a_decision(workspace: Workspace, run: Run) -> float:
    """What a person's decision costs, in US dollars as the model's answers are."""
    scenario = working_copy(workspace, run).scenario
    hours = scenario["manual_seconds"] / SECONDS_AN_HOUR
    return hours * report(scenario).case.loaded_wage / scenario["usd_rate"]
