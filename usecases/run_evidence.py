"""What a run has shown, in the form in which the business case takes it."""

from __future__ import annotations

import math
from typing import Final

from roi.evidence import Evidence
from store import policies, runs, tickets
from store.workspace import Workspace
from usecases import run_figures

USUAL_ASK: Final = 0.95


def run_evidence(workspace: Workspace, run_id: int, refusal: str = "") -> Evidence | None:
    """The evidence of a run; None while no ticket routed alone is labelled.

    Asked and promised come from the policy it follows. Where no dial vouched for one, the lower
    end of the interval, in whole per cent, is what can be promised.
    """
    figures = run_figures.run_figures(workspace, run_id)
    alone = figures.selective_accuracy
    if alone is None or alone.interval is None:
        return None
    version = policies.of_run(workspace, run_id)
    origin = version.origin if version else {}
    asked, low = float(origin.get("asked", USUAL_ASK)), alone.interval.low
    vouched = "asked" in origin and not origin.get("withheld")
    people = run_figures.human_misroutes(tickets.facts(workspace))
    run = runs.one(workspace, run_id)
    return Evidence(
        run=f"run {run_id}",
        checked=figures.accuracy.n if figures.accuracy else alone.n,
        routed_alone=alone.n,
        right=round(alone.value * alone.n),
        low=low,
        high=alone.interval.high,
        asked=asked,
        promised=asked if vouched else math.floor(low * 100) / 100,
        people_right=None if people is None else 1 - people.value,
        refusal=refusal,
        router=run.router,
        on=run.started_at.date(),
        fingerprint=run.fingerprint[:8],
    )
