"""Scenarios of a workspace: the working copy that everyone edits, and those saved by name."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from roi.errors import ScenarioError
from roi.origin import Measured
from roi.scenario import Scenario, Start, input_problems, setting_problem
from roi.scenario_record import SETTINGS, follows, read_record, settings_record, whole_record
from roi.values import INPUTS, LlmBasis
from store import scenarios
from store.runs import Run
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor
from usecases.measured_inputs import measured_inputs

BEFORE_LINK: Final = "Before the link"
_editing = threading.Lock()


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """The scenario that is being edited.

    follows: the start whose measured and assumed values it takes; None for a scenario that was
        saved or came by a link, which keeps its own.
    """

    scenario: Scenario
    follows: Start | None


@dataclass(frozen=True, slots=True)
class Edit:
    """One field as somebody changed it.

    field: an input, or a setting such as `currency`. value: None takes an input back to its
        measured or assumed value. seen: what the field held on that person's screen.
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


def working_copy(workspace: Workspace, run: Run | None) -> WorkingCopy:
    """The working copy, on what the chosen run and the export have measured."""
    return _working_copy(workspace, run, scenarios.load(workspace, scenarios.WORKING_COPY) or {})


def edit(
    workspace: Workspace, run: Run | None, *edits: Edit, actor: Actor = LOCAL_OWNER
) -> tuple[Conflict, ...]:
    """Merge changes field by field into the working copy as it is now.

    A field that somebody else has changed since it was seen keeps their value, and is returned.
    Raises InputsError or ScenarioError when a value cannot be used.
    """
    del actor
    with _editing:
        current = working_copy(workspace, run)
        scenario, conflicts = current.scenario, []
        for change in edits:
            now = _field(scenario, change.field)
            wanted = change.value
            if now not in (change.seen, wanted):
                conflicts.append(Conflict(change.field, now, wanted))
            else:
                scenario = _with_field(scenario, change.field, wanted)
        if scenario != current.scenario:
            _keep(workspace, WorkingCopy(scenario, current.follows))
        return tuple(conflicts)


def replace_working_copy(
    workspace: Workspace,
    scenario: Scenario,
    follows: Start | None = None,
    actor: Actor = LOCAL_OWNER,
) -> None:
    """Put another scenario in the place of the working copy."""
    del actor
    with _editing:
        _keep(workspace, WorkingCopy(scenario, follows))


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
    ground = Scenario.start(kind, measured_inputs(workspace, run)).inputs
    inputs = {
        key: replace(given, override=scenario.inputs[key].override) for key, given in ground.items()
    }
    return replace(scenario, inputs=inputs)


def save(
    workspace: Workspace, scenario: Scenario, name: str, actor: Actor = LOCAL_OWNER
) -> Scenario:
    """Save a scenario under a name; it keeps its values from then on.

    Raises ScenarioError when that is the name of the working copy.
    """
    del actor
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
    del actor
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


def _keep(workspace: Workspace, copy: WorkingCopy) -> None:
    kept = (
        settings_record(copy.scenario, copy.follows)
        if copy.follows
        else whole_record(copy.scenario)
    )
    scenarios.save(workspace, scenarios.WORKING_COPY, kept)


def _working_copy(workspace: Workspace, run: Run | None, kept: Mapping[str, Any]) -> WorkingCopy:
    if "inputs" in kept:
        return WorkingCopy(read_record(kept), None)
    kind = follows(kept) or "expected"
    measured = measured_inputs(workspace, run)
    if "entered" in kept:
        return WorkingCopy(read_record(kept, measured), kind)
    return WorkingCopy(_first(Scenario.start(kind, measured), kept), kind)


def _first(ground: Scenario, entered: Mapping[str, Any]) -> Scenario:
    """A first working copy; a demo brings a few values entered by hand."""
    known = {key: value for key, value in entered.items() if not input_problems({key: value})}
    is_measured = isinstance(ground.inputs["cost_per_ticket_usd"].origin, Measured)
    basis: LlmBasis = "ticket" if is_measured else "tokens"
    return replace(ground.with_values(**known), llm_basis=basis)


def _field(scenario: Scenario, field: str) -> Any:
    return scenario[field] if field in INPUTS else getattr(scenario, field)


def _with_field(scenario: Scenario, field: str, value: Any) -> Scenario:
    if field not in SETTINGS:
        return scenario.reset(field) if value is None else scenario.with_values(**{field: value})
    if problem := setting_problem(field, value):
        raise ScenarioError(problem)
    changed: Scenario = replace(scenario, **{field: value})
    return changed
