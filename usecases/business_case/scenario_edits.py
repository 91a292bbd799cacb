"""Changes of the working copy, field by field, merged with what others have changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from roi.errors import InputsError, ScenarioError
from roi.inputs.values import INPUTS
from roi.inputs.volume import Volume
from roi.scenarios.scenario import RATE, Commitment, Scenario, input_problems
from roi.scenarios.scenario_record import SETTINGS
from roi.scenarios.setting_checks import line_problem, setting_problem
from store.runs import Run
from store.workspace import Workspace
from usecases.actor import CHANGE_CASE, LOCAL_OWNER, Actor, Role
from usecases.business_case.scenarios import EDITING, WorkingCopy, keep, tickets_of, working_copy

COMMITMENT: Final = "commitment:"


@dataclass(frozen=True, slots=True)
class Edit:
    """One field as somebody changed it.

    field: an input; a setting such as `currency`; `volume`; or `commitment:` with the line that
        somebody stands for. value: None takes an input back to its measured or assumed value.
    seen: what the field held on that person's screen.
    """

    field: str
    value: Any
    seen: Any


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that two people changed: what the other one made of it stands."""

    field: str
    theirs: Any
    yours: Any


def edit(
    workspace: Workspace, run: Run | None, *edits: Edit, actor: Actor = LOCAL_OWNER
) -> tuple[Conflict, ...]:
    """Merge changes field by field into the working copy as it is now.

    A field that somebody else has changed since it was seen keeps their value, and is returned.
    Raises InputsError or ScenarioError when a value cannot be used.
    """
    actor.require(Role.MANAGER, CHANGE_CASE)
    with EDITING:
        current = working_copy(workspace, run)
        scenario, conflicts = current.scenario, []
        for change in edits:
            now = field_of(scenario, change.field)
            wanted = change.value
            if now not in (change.seen, wanted):
                conflicts.append(Conflict(change.field, now, wanted))
            else:
                scenario = _with_field(workspace, scenario, change.field, wanted)
        if scenario != current.scenario:
            keep(workspace, WorkingCopy(scenario, current.follows))
        return tuple(conflicts)


def confirm_rate(
    workspace: Workspace, run: Run | None, rate: float, on: date, actor: Actor = LOCAL_OWNER
) -> None:
    """Convert amounts in US dollars at this rate of the scenario's currency, of that day.

    Raises InputsError when it is no rate.
    """
    actor.require(Role.MANAGER, CHANGE_CASE)
    with EDITING:
        current = working_copy(workspace, run)
        scenario = current.scenario
        keep(
            workspace,
            WorkingCopy(scenario.converted(rate, on), current.follows),
        )


def field_of(scenario: Scenario, field: str) -> Any:
    """What a field of a scenario holds, as `Edit` names it."""
    if field in INPUTS:
        return scenario[field]
    if field.startswith(COMMITMENT):
        return scenario.commitments.get(field.removeprefix(COMMITMENT), Commitment())
    return getattr(scenario, field)


def _with_field(workspace: Workspace, scenario: Scenario, field: str, value: Any) -> Scenario:
    if field == "volume":
        return _answered(workspace, scenario, value)
    if field.startswith(COMMITMENT):
        return _committed(scenario, field.removeprefix(COMMITMENT), value)
    if field not in SETTINGS:
        return _with_input(scenario, field, value)
    if problem := setting_problem(field, value):
        raise ScenarioError(problem)
    if field == "currency":
        return scenario if value == scenario.currency else scenario.in_currency(value)
    changed: Scenario = replace(scenario, **{field: value})
    return changed


def _answered(workspace: Workspace, scenario: Scenario, volume: Volume) -> Scenario:
    tickets = tickets_of(workspace, volume)
    said = {"tickets_per_month": volume.tickets_per_month}
    if volume.tickets_per_month is not None and (problems := input_problems(said)):
        raise InputsError(problems)
    if volume.tickets(tickets) is None:
        raise ScenarioError(
            "Say how many tickets come a month: a sample, or less than a month, does not tell."
        )
    return scenario.reset("tickets_per_month").answered(volume, tickets)


def _committed(scenario: Scenario, line: str, commitment: Commitment) -> Scenario:
    problem = line_problem(line) or setting_problem("name", commitment.owner)
    if problem:
        raise ScenarioError(problem)
    kept: Mapping[str, Commitment] = {**scenario.commitments, line: commitment}
    return replace(
        scenario, commitments={key: each for key, each in kept.items() if each != Commitment()}
    )


def _with_input(scenario: Scenario, field: str, value: float | None) -> Scenario:
    """An input entered or taken back; a rate counts as confirmed on the day it was entered."""
    changed = scenario.reset(field) if value is None else scenario.with_values(**{field: value})
    if field != RATE:
        return changed
    today = None if value is None else datetime.now(tz=UTC).date()
    return replace(changed, rate_date=today)
