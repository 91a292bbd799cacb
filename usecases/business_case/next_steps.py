"""What is still to be done before the case can be sent, in its order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from roi.numbers import number, percent, short_percent
from roi.numbers.language import phrase
from roi.scenarios.scenario import Scenario
from store import tickets
from store.workspace import Workspace
from usecases.business_case.claim import Claim, Refusal

StepKey = Literal["tickets", "volume", "run", "promise", "change", "owners", "send"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step; detail: what was done, or what it takes."""

    key: StepKey
    is_done: bool
    detail: str


def next_steps(workspace: Workspace, case: Claim | Refusal) -> tuple[Step, ...]:
    """All steps; the first that is not done is the next one."""
    n = tickets.count(workspace)
    read = Step("tickets", n > 0, phrase("n_tickets", n=number(n)))
    if isinstance(case, Refusal):
        return read, Step("run", is_done=False, detail=case.sentence)
    scenario, shown = case.scenario, case.evidence
    volume = _volume(scenario)
    return (
        read,
        Step("volume", scenario.volume_is_known, volume),
        Step(
            "run",
            shown is not None,
            phrase("step_right", share=percent(1 - shown.misroute_rate))
            if shown
            else phrase("step_run"),
        ),
        Step(
            "promise",
            shown is not None and shown.is_promised,
            phrase("step_promised", share=short_percent(shown.promised))
            if shown and shown.is_promised
            else phrase("step_promise"),
        ),
        *_change(case),
        Step("owners", _has_owners(case), phrase("step_owners")),
        Step("send", is_done=False, detail=phrase("step_send")),
    )


def _change(case: Claim) -> tuple[Step, ...]:
    """Where the case does not pay, nobody need answer for it: first something has to change."""
    decision = case.report.business.decision
    if decision is None or decision.verdict != "stop":
        return ()
    return (Step("change", is_done=False, detail=phrase("step_change")),)


def _volume(scenario: Scenario) -> str:
    """How many tickets come a month, once somebody has answered."""
    if scenario.volume is None:
        return phrase("step_volume")
    return phrase("tickets_a_month", n=number(scenario["tickets_per_month"]))


def _has_owners(case: Claim) -> bool:
    """Whether somebody stands for every line of the headline, from a day on."""
    lines = [line for each in case.report.business.ledgers if each.accepted for line in each.lines]
    gains = [line for line in lines if line.amount > 0]
    return bool(gains) and all(line.commitment.owner and line.commitment.on for line in gains)
