"""What the user has chosen for all screens: the workspace and the run, both kept in the URL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from store import runs
from store.runs import Run
from store.workspace import Workspace
from ui.shell.process import process
from usecases import run_defaults


def choose_workspace() -> None:
    """The workspace picker; the choice stays in the address, so a link leads to it."""
    names = process().workspaces.names()
    if names:
        st.selectbox("Workspace", names, key="workspace", bind="query-params")


def current_workspace() -> Workspace | None:
    """The chosen workspace, open; None when there is none.

    Raises WorkspaceError when it cannot be opened.
    """
    workspaces = process().workspaces
    names = workspaces.names()
    if not names:
        return None
    chosen = st.session_state.get("workspace")
    return workspaces.open(chosen if chosen in names else names[0])


def choose_run(workspace: Workspace) -> Run | None:
    """The run picker of the measuring screens; None when there is no run with a decision."""
    found = {run.run_id: run for run in _decided(workspace)}
    if not found:
        return None
    _as_linked(found)
    chosen = st.selectbox(
        "Run",
        list(found),
        format_func=lambda number: run_title(found[number]),
        key="run",
        bind="query-params",
        width=360,
    )
    return found[chosen]


def _as_linked(found: Mapping[int, Run]) -> None:
    """Take a run by its number, too: the title that the picker writes changes when a run ends."""
    asked = st.query_params.get("run", "")
    number = asked.removeprefix("Run ").partition(" ")[0]
    if number.isdigit() and (run := found.get(int(number))) and asked != run_title(run):
        st.session_state["run"] = run.run_id


def choose_runs(workspace: Workspace) -> list[Run] | None:
    """The picker of runs to compare, the first being held against; None for fewer than two."""
    found = {run.run_id: run for run in runs.all_runs(workspace) if run.decided}
    if len(found) < 2:  # noqa: PLR2004 - two make a comparison
        return None
    newest = sorted(found)[-2:]
    chosen = st.multiselect(
        "Runs, the first is the one that others are held against", list(found), newest,
        format_func=lambda number: run_title(found[number]), key=f"compare_{workspace.name}",
        bind="query-params",
    )  # fmt: skip
    return [found[number] for number in chosen]


def choose_default(workspace: Workspace, chosen: Sequence[Run]) -> None:
    """Make the settings of one of these runs those that later runs start from."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        winner = st.selectbox(
            "Winner", chosen, format_func=lambda run: f"Run {run.run_id} · {run.router}",
            key="compare_winner", width=240,
        )  # fmt: skip
        if st.button("Make it the default", key="compare_default", disabled=winner is None):
            run_defaults.make_default(workspace, winner)
    if (number := run_defaults.default_run(workspace)) is not None:
        st.caption(f"Later runs start from the settings of run {number}.")


def newest_run(workspace: Workspace) -> Run | None:
    """The chosen run where one was chosen on another screen, else the newest with a decision."""
    found = _decided(workspace)
    chosen = st.session_state.get("run")
    return next((r for r in found if r.run_id == chosen), found[0] if found else None)


def _decided(workspace: Workspace) -> list[Run]:
    """Runs with a decision, newest first; experiments on a sample after runs over all tickets."""
    found = [run for run in runs.all_runs(workspace) if run.decided]
    return sorted(found, key=lambda run: run.sample is not None)


def run_title(run: Run) -> str:
    """A run as the pickers show it."""
    state = "" if run.status == "finished" else f" · {run.status}"
    return f"{run.title}{state}"
