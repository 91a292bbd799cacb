"""What is still to be done before the case can be sent, in its order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from roi.numbers import number, percent, short_percent
from store import tickets
from store.workspace import Workspace
from usecases.business_case.claim import Claim, Refusal

StepKey = Literal["tickets", "volume", "run", "promise", "owners", "send"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step; detail: what was done, or what it takes."""

    key: StepKey
    is_done: bool
    detail: str


def next_steps(workspace: Workspace, case: Claim | Refusal) -> tuple[Step, ...]:
    """All steps; the first that is not done is the next one."""
    n = tickets.count(workspace)
    read = Step("tickets", n > 0, f"{number(n)} tickets")
    if isinstance(case, Refusal):
        return read, Step("run", is_done=False, detail=case.sentence)
    scenario, shown = case.scenario, case.evidence
    volume = scenario.volume.words if scenario.volume else "whole desk or sample, how many a month"
    return (
        read,
        Step("volume", scenario.volume_is_known, volume),
        Step(
            "run",
            shown is not None,
            f"{percent(1 - shown.misroute_rate)} right when routed alone"
            if shown
            else "on tickets that carry their category",
        ),
        Step(
            "promise",
            shown is not None and shown.is_promised,
            f"{short_percent(shown.promised)} is vouched for"
            if shown and shown.is_promised
            else "which precision can be vouched for",
        ),
        Step("owners", _has_owners(case), "with finance: a name and a date for each"),
        Step("send", is_done=False, detail="study, slides and workbook"),
    )


def _has_owners(case: Claim) -> bool:
    """Whether somebody stands for every line of the headline, from a day on."""
    lines = [line for each in case.report.business.ledgers if each.accepted for line in each.lines]
    gains = [line for line in lines if line.amount > 0]
    return bool(gains) and all(line.commitment.owner and line.commitment.on for line in gains)
