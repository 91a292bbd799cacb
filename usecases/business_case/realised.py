"""Promised against realised, on tickets that came later: a statement a month, before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from roi.inputs.observed import mean
from roi.inputs.origin import Input
from roi.realised import (
    Arm,
    Comparison,
    Statement,
    before_and_after,
    statement,
    tickets_per_agent_day,
)
from roi.scenarios.scenario import Scenario
from routing.evaluation.statistics.intervals import proportion
from store import measures, tickets
from store.hold_out import HoldOut, keep_hold_out
from store.measures import MonthArm
from store.runs import Run
from store.workspace import Workspace
from usecases.actor import CHANGE_CASE, LOCAL_OWNER, Actor, Role
from usecases.evaluation import figures
from usecases.evaluation.evidence import evidence
from usecases.policy.case_policy import case_figures

MINUTE: Final = 60
MIN_SEEN: Final = 30
WORKING_DAYS_A_YEAR: Final = 220


@dataclass(frozen=True, slots=True)
class Realised:
    """What later tickets show: a statement a month, and the figures before and after."""

    statements: tuple[Statement, ...]
    comparison: tuple[Comparison, ...]


def hold_out_columns(workspace: Workspace) -> dict[str, list[str]]:
    """The columns of the tickets that could tell, with what stands in them."""
    return tickets.attributes(workspace)


def choose_hold_out(
    workspace: Workspace, hold_out: HoldOut | None, actor: Actor = LOCAL_OWNER
) -> None:
    """Keep how later tickets say who was held out; raises NotAllowed where the actor may not.

    From now on the others of them say nothing of how people sort: not how long, not how rightly.
    """
    actor.require(Role.MANAGER, CHANGE_CASE)
    keep_hold_out(workspace, hold_out)


def realised(
    workspace: Workspace, run: Run | None, scenario: Scenario, hold_out: HoldOut
) -> Realised:
    """Every month in which enough tickets were held out, and before against after."""
    seconds_moved = scenario["rework_minutes"] * MINUTE
    months = _months(
        measures.arms(workspace, hold_out.attribute, hold_out.value, hold_out.since, seconds_moved)
    )
    found = [
        statement(
            scenario, month, held_out=held, routed=routed,
            seen=_seen(workspace, run, month, held.tickets + routed.tickets),
        )
        for month, (held, routed) in months.items()
    ]  # fmt: skip
    comparison = _comparison(workspace, run, scenario, months)
    return Realised(tuple(each for each in found if each), tuple(comparison))


def _months(arms: list[MonthArm]) -> dict[date, tuple[Arm, Arm]]:
    """Held out and routed tickets of each month that has both."""
    sides: dict[date, dict[bool, Arm]] = {}
    for each in arms:
        sides.setdefault(each.month, {})[each.held_out] = Arm(
            each.tickets, each.seconds.mean, each.seconds.sd, each.kurtosis
        )
    return {month: (both[True], both[False]) for month, both in sides.items() if len(both) == 2}  # noqa: PLR2004 - held out and not


def _seen(workspace: Workspace, run: Run | None, month: date, n: int) -> Mapping[str, float]:
    """The inputs as the month shows them: its volume, and what the run was right in."""
    seen = {"tickets_per_month": float(n)}
    found = evidence(workspace, run.run_id) if run else None
    if found is None:
        return seen
    mine = found.created.astype("datetime64[M]") == np.datetime64(month, "M")
    alone = mine & found.alone
    if mine.sum() >= MIN_SEEN:
        seen["coverage"] = float(alone.sum() / mine.sum())
    if alone.sum() >= MIN_SEEN:
        seen["precision"] = float(found.correct[alone].mean())
    return seen


def _comparison(
    workspace: Workspace,
    run: Run | None,
    scenario: Scenario,
    months: Mapping[date, tuple[Arm, Arm]],
) -> list[Comparison]:
    """Sorting time, how often it is right, and tickets an agent gets through in a day."""
    if not months:
        return []
    held, routed = (_together([pair[side] for pair in months.values()]) for side in (0, 1))
    before = {"manual_seconds": _seconds(held, "held-out tickets")}
    after = {"manual_seconds": _seconds(routed, "routed tickets")}
    people = figures.human_misroutes(tickets.facts(workspace))
    alone = case_figures(workspace, run.run_id).selective_accuracy if run else None
    if people and people.interval:
        right, ends = proportion(round(people.rest * people.n), people.n), people.interval
        if right:
            before["precision"] = Input.measured(
                "precision", right.value, n=people.n, low=1 - ends.high, high=1 - ends.low,
                source="people's first choice",
            )  # fmt: skip
    if alone and alone.interval and run:
        after["precision"] = Input.measured(
            "precision", alone.value, n=alone.n, low=alone.interval.low, high=alone.interval.high,
            source=f"run {run.run_id}",
        )  # fmt: skip
    hours, minutes = scenario["hours_per_year"] / WORKING_DAYS_A_YEAR, scenario["handle_minutes"]
    a_day = [tickets_per_agent_day(hours, minutes, arm.mean_seconds) for arm in (held, routed)]
    words = f"{hours:.1f} h a day, {minutes:g} min of handling, and the sorting above"
    return [
        *before_and_after(before, after),
        Comparison("tickets_per_agent_day", a_day[0], a_day[1], words, words),
    ]


def _together(arms: list[Arm]) -> Arm:
    """All months as one, each ticket counted once."""
    n = sum(each.tickets for each in arms)
    average = sum(each.tickets * each.mean_seconds for each in arms) / n
    squares = sum(
        each.tickets * (each.sd_seconds**2 + (each.mean_seconds - average) ** 2) for each in arms
    )
    return Arm(n, average, (squares / n) ** 0.5)


def _seconds(arm: Arm, source: str) -> Input:
    return mean("manual_seconds", arm.mean_seconds, arm.sd_seconds, arm.tickets, source)
