"""The scenario being edited: kept in the workspace, so that a reload finds it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

import streamlit as st

from roi.errors import ScenarioError
from roi.link import from_link
from roi.origin import Input
from roi.scenario import STARTS, Scenario, Start, input_problems
from roi.scenario_file import read_scenario, write_scenario
from roi.values import LlmBasis
from store import scenarios
from store.runs import Run
from store.workspace import Workspace
from ui.savings.measured import measured_inputs

BEFORE_LINK: Final = "Before the link"
LINK: Final = "scenario"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is edited now, of one workspace and one run.

    follows: the start whose measured and assumed values it takes; None for a scenario that was
        saved or came by a link, which keeps its own.
    """

    workspace: Workspace
    run: Run | None
    scenario: Scenario
    follows: Start | None

    def keep(self, scenario: Scenario, follows: Start | None) -> None:
        """Put another scenario in its place."""
        kept = {"toml": write_scenario(scenario), "follows": follows}
        scenarios.save(self.workspace, scenarios.WORKING_COPY, kept)
        st.session_state[_seen(self.workspace)] = kept

    def edit(self, **changes: Any) -> Draft:
        """The same with other settings, written down."""
        changed = replace(self, scenario=replace(self.scenario, **changes))
        changed.keep(changed.scenario, self.follows)
        return changed

    def enter(self, values: dict[str, float]) -> Draft:
        """The same with values entered by hand, written down."""
        changed = replace(self, scenario=self.scenario.with_values(**values))
        changed.keep(changed.scenario, self.follows)
        return changed

    def key(self, field: str) -> str:
        """The key of a field; new ones after a reset take up the new values."""
        run = self.run.run_id if self.run else 0
        generation = st.session_state.get("savings_generation", 0)
        return f"savings_{field}_{self.workspace.name}_{run}_{generation}"

    @property
    def entered(self) -> int:
        """How many values were entered by hand."""
        return sum(given.override is not None for given in self.scenario.inputs.values())


def draft(workspace: Workspace, run: Run | None) -> Draft:
    """The working copy, with the values that the chosen run and the export have measured."""
    kept = scenarios.load(workspace, scenarios.WORKING_COPY) or {}
    if st.session_state.get(_seen(workspace), kept) != kept:
        fresh()  # a colleague changed it: what the fields here hold is out of date
    st.session_state[_seen(workspace)] = kept
    if "toml" not in kept:
        return Draft(workspace, run, _first(workspace, run, kept), "expected")
    scenario, follows = _read(kept["toml"]), kept.get("follows")
    if follows not in STARTS:
        return Draft(workspace, run, scenario, None)
    return Draft(workspace, run, following(workspace, run, scenario, follows), follows)


def following(workspace: Workspace, run: Run | None, scenario: Scenario, kind: Start) -> Scenario:
    """The scenario on other ground: what was entered by hand stays on top."""
    started = Scenario.start(kind, measured_inputs(workspace, run)).inputs
    inputs = {
        key: replace(given, override=scenario.inputs[key].override)
        for key, given in started.items()
    }
    return replace(scenario, inputs=inputs)


def fresh() -> None:
    """Let every field take up its value anew."""
    st.session_state["savings_generation"] = st.session_state.get("savings_generation", 0) + 1


def open_link(workspace: Workspace) -> str | None:
    """Open the scenario of the address; what to say of it, None without one.

    What was edited until then is kept under a name of its own.
    """
    link = st.query_params.get(LINK)
    if not link:
        return None
    del st.query_params[LINK]
    try:
        shared = from_link(link)
    except ScenarioError as problem:
        return str(problem)
    previous = scenarios.load(workspace, scenarios.WORKING_COPY)
    kept = {"toml": write_scenario(shared), "follows": None}
    if previous == kept:
        return None
    note = ""
    if previous and "toml" in previous:
        scenarios.save(workspace, BEFORE_LINK, previous)
        note = f' What was edited here before is kept as "{BEFORE_LINK}".'
    scenarios.save(workspace, scenarios.WORKING_COPY, kept)
    fresh()
    return f"This scenario came by a link.{note}"


def named(workspace: Workspace, name: str) -> Scenario | None:
    """A saved scenario; None when it is gone."""
    kept = scenarios.load(workspace, name)
    return _read(kept["toml"]) if kept and "toml" in kept else None


def names(workspace: Workspace) -> list[str]:
    """The names of the saved scenarios."""
    return [name for name in scenarios.names(workspace) if name != scenarios.WORKING_COPY]


def _seen(workspace: Workspace) -> str:
    """Where this session keeps the working copy as it last saw it."""
    return f"savings_seen_{workspace.path}"


@lru_cache(maxsize=64)
def _read(toml: str) -> Scenario:
    """Kept, because parsing takes longer than the whole case."""
    return read_scenario(toml)


def _first(workspace: Workspace, run: Run | None, entered: dict[str, Any]) -> Scenario:
    """A first draft; a demo or an older workspace brings a few values entered by hand."""
    measured: dict[str, Input] = measured_inputs(workspace, run)
    started = Scenario.start("expected", measured)
    known = {key: value for key, value in entered.items() if not input_problems({key: value})}
    basis: LlmBasis = "ticket" if "cost_per_ticket_usd" in measured else "tokens"
    return replace(started.with_values(**known), llm_basis=basis)
