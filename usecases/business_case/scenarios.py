"""Scenarios of a workspace: the working copy that everyone edits, and those saved by name."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from roi.errors import ScenarioError
from roi.inputs.origin import Input, Measured
from roi.inputs.values import INPUTS, LlmBasis
from roi.inputs.volume import Volume
from roi.scenarios.scenario import Scenario, Start
from roi.scenarios.scenario_record import read_record, settings_record, whole_record
from store import measures, scenarios, tickets
from store.runs import Run
from store.workspace import Workspace
from usecases.actor import CHANGE_CASE, LOCAL_OWNER, Actor, Role
from usecases.business_case.measured_inputs import measured_inputs

BEFORE_LINK: Final = "Before the link"
# Whoever changes the working copy holds this.
EDITING: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """The scenario that is being edited.

    follows: the start whose measured and assumed values it takes; None for a scenario that was
        saved or came by a link, which keeps its own.
    """

    scenario: Scenario
    follows: Start | None


def working_copy(workspace: Workspace, run: Run | None) -> WorkingCopy:
    """The working copy, on what the chosen run and the export have measured."""
    return _working_copy(workspace, run, scenarios.load(workspace, scenarios.WORKING_COPY) or {})


def replace_working_copy(
    workspace: Workspace,
    scenario: Scenario,
    follows: Start | None = None,
    actor: Actor = LOCAL_OWNER,
) -> None:
    """Put another scenario in the place of the working copy."""
    actor.require(Role.MANAGER, CHANGE_CASE)
    with EDITING:
        keep(workspace, WorkingCopy(scenario, follows))


def follow(workspace: Workspace, run: Run | None, kind: Start, actor: Actor = LOCAL_OWNER) -> None:
    """Take the values of another start; what was entered by hand stays on top."""
    current = working_copy(workspace, run).scenario
    replace_working_copy(workspace, started(workspace, run, current, kind), kind, actor)


def take_back_entries(workspace: Workspace, run: Run | None, actor: Actor = LOCAL_OWNER) -> None:
    """Take back everything that was entered by hand."""
    current = working_copy(workspace, run)
    bare = {key: given.reset() for key, given in current.scenario.inputs.items()}
    replace_working_copy(workspace, replace(current.scenario, inputs=bare), current.follows, actor)


def started(workspace: Workspace, run: Run | None, scenario: Scenario, kind: Start) -> Scenario:
    """The scenario on other ground: what was entered by hand stays on top."""
    ground = Scenario.default(kind, _known(workspace, run, scenario.volume)).inputs
    inputs = {
        key: replace(given, override=scenario.inputs[key].override) for key, given in ground.items()
    }
    return replace(scenario, inputs=inputs, start=kind)


def save(
    workspace: Workspace, scenario: Scenario, name: str, actor: Actor = LOCAL_OWNER
) -> Scenario:
    """Save a scenario under a name; it keeps its values from then on.

    Raises ScenarioError when that is the name of the working copy.
    """
    actor.require(Role.MANAGER, CHANGE_CASE)
    if name == scenarios.WORKING_COPY:
        raise ScenarioError(f'"{name}" is the one that is being edited; choose another name.')
    named = replace(scenario, name=name)
    scenarios.save(workspace, name, whole_record(named))
    return named


def saved(workspace: Workspace, name: str) -> Scenario | None:
    """A saved scenario; None when it is gone."""
    kept = scenarios.load(workspace, name)
    return read_record(kept) if kept else None


def names(workspace: Workspace) -> list[str]:
    """The names of the saved scenarios."""
    return [name for name in scenarios.names(workspace) if name != scenarios.WORKING_COPY]


def duplicate(workspace: Workspace, name: str, actor: Actor = LOCAL_OWNER) -> None:
    """Save a copy of a scenario under a free name beside it."""
    if scenario := saved(workspace, name):
        taken = names(workspace)
        copies = (f"{name[:100]} copy{f' {n}' if n > 1 else ''}" for n in range(1, 1000))
        save(workspace, scenario, next(copy for copy in copies if copy not in taken), actor)


def delete(workspace: Workspace, name: str, actor: Actor = LOCAL_OWNER) -> None:
    """Remove a saved scenario."""
    actor.require(Role.MANAGER, CHANGE_CASE)
    scenarios.delete(workspace, name)


def open_shared(
    workspace: Workspace, run: Run | None, shared: Scenario, actor: Actor = LOCAL_OWNER
) -> bool:
    """Edit a scenario that came by a link; whether something edited here was kept aside for it."""
    previous = scenarios.load(workspace, scenarios.WORKING_COPY)
    aside = previous is not None and "entered" in previous
    if aside:
        before = working_copy(workspace, run).scenario
        scenarios.save(workspace, BEFORE_LINK, whole_record(before))
    replace_working_copy(workspace, shared, None, actor)
    return aside


def keep(workspace: Workspace, copy: WorkingCopy) -> None:
    """Write the working copy, as one who holds `EDITING`."""
    kept = settings_record(copy.scenario) if copy.follows else whole_record(copy.scenario)
    if copy.follows and kept["llm_basis"] == _basis(copy.scenario):
        del kept["llm_basis"]  # it goes on following what is measured
    scenarios.save(workspace, scenarios.WORKING_COPY, kept)


def _working_copy(workspace: Workspace, run: Run | None, kept: Mapping[str, Any]) -> WorkingCopy:
    if "inputs" in kept:
        return WorkingCopy(read_record(kept), None)
    kept = _with_entered(kept)
    known = _known(workspace, run, read_record(kept).volume)
    scenario = read_record(kept, known)
    if "llm_basis" not in kept:
        scenario = replace(scenario, llm_basis=_basis(scenario))
    return WorkingCopy(scenario, scenario.start)


def _with_entered(kept: Mapping[str, Any]) -> dict[str, Any]:
    """A demo of release 0.1 brought its few entered values beside the settings."""
    entered = {key: kept[key] for key in INPUTS if key in kept}
    others = {key: value for key, value in kept.items() if key not in entered}
    return {**others, "entered": {**entered, **kept.get("entered", {})}}


def _known(workspace: Workspace, run: Run | None, volume: Volume | None) -> Mapping[str, Input]:
    """What run and export have measured, and the tickets a month that a person has answered."""
    measured = measured_inputs(workspace, run)
    given = volume.tickets(tickets_of(workspace, volume)) if volume else None
    return {**measured, given.key: given} if given else measured


def tickets_of(workspace: Workspace, volume: Volume) -> int:
    """The tickets of the period that was answered for."""
    if volume.first and volume.last:
        return measures.tickets_between(workspace, volume.first, volume.last)
    return tickets.count(workspace)


def _basis(scenario: Scenario) -> LlmBasis:
    """The cost of the router is that of the run, where it was measured."""
    is_measured = isinstance(scenario.inputs["cost_per_ticket_usd"].origin, Measured)
    return "ticket" if is_measured else "tokens"
