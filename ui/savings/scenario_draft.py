"""The scenario on screen: fields that send each change, merged with what others have changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from roi.errors import RoiError
from roi.scenarios.scenario import Scenario, Start
from roi.scenarios.scenario_file import from_link
from store.runs import Run
from store.workspace import Workspace
from ui.shell.session.actor import actor
from ui.shell.texts import plain, text
from usecases.business_case import scenarios
from usecases.business_case.scenario_edits import Conflict, Edit, edit, field_of
from usecases.business_case.scenarios import working_copy

LINK: Final = "scenario"
_SAID: Final = "savings_said"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is edited now, of one workspace and one run; see `scenarios.WorkingCopy`."""

    workspace: Workspace
    run: Run | None
    scenario: Scenario
    follows: Start | None

    def key(self, field: str) -> str:
        """The key of a field; new ones take up the value that the workspace holds."""
        run = self.run.run_id if self.run else 0
        generation = st.session_state.get("savings_generation", 0)
        return f"savings_{field}_{self.workspace.name}_{run}_{generation}"

    def seen(self, field: str) -> Any:
        """What a field holds on this screen."""
        return field_of(self.scenario, field)

    @property
    def entered(self) -> int:
        """How many values were entered by hand."""
        return sum(given.override is not None for given in self.scenario.inputs.values())


def draft(workspace: Workspace, run: Run | None) -> Draft:
    """The working copy; fields take up anew what somebody else has changed."""
    copy = working_copy(workspace, run)
    if st.session_state.get(_seen(workspace), copy) != copy:
        _renew_fields()
    st.session_state[_seen(workspace)] = copy
    return Draft(workspace, run, copy.scenario, copy.follows)


def send(current: Draft, field: str, meant: Callable[[Any], Any] = lambda value: value) -> None:
    """Send what a field holds now, as the callback of its change.

    meant: from what the field shows to the value of the scenario; raises RoiError where that
        cannot be used: then the field keeps it and says so.
    """
    try:
        value = meant(st.session_state[current.key(field)])
        change(current, Edit(field, value, current.seen(field)))
    except RoiError:
        return  # the field says it beside itself


def change(current: Draft, *edits: Edit) -> None:
    """Merge edits into the working copy, and say where somebody else was quicker."""
    before = working_copy(current.workspace, current.run)
    conflicts = edit(current.workspace, current.run, *edits, actor=actor())
    after = working_copy(current.workspace, current.run)
    if before.scenario == current.scenario:
        st.session_state[_seen(current.workspace)] = after
    st.session_state[_SAID] = [_sentence(each) for each in conflicts]


def say_conflicts() -> None:
    """What became of an edit that met another one."""
    for sentence in st.session_state.pop(_SAID, ()):
        st.warning(plain(sentence))


def _renew_fields() -> None:
    """Let every field take up its value anew."""
    st.session_state["savings_generation"] = st.session_state.get("savings_generation", 0) + 1


def open_link(workspace: Workspace, run: Run | None) -> str | None:
    """Open the scenario of the address; what to say of it, None without one."""
    link = st.query_params.get(LINK)
    if not link:
        return None
    del st.query_params[LINK]
    try:
        shared = from_link(link)
    except RoiError as problem:
        return str(problem)
    if working_copy(workspace, run).scenario == shared:
        return None
    kept_aside = scenarios.open_shared(workspace, run, shared, actor())
    aside = text("savings.kept_aside").format(name=scenarios.BEFORE_LINK) if kept_aside else ""
    return f"{text('savings.by_link')} {aside}".strip()


def _seen(workspace: Workspace) -> str:
    """Where this session keeps the working copy as it last saw it."""
    return f"savings_seen_{workspace.path}"


def _sentence(conflict: Conflict) -> str:
    return text("savings.conflict").format(
        field=conflict.field.replace("_", " "), theirs=conflict.theirs, yours=conflict.yours
    )
