"""What the user has chosen for all screens: the workspace and the run, both always in the URL."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

import streamlit as st

from store import runs
from store.runs import Run
from store.workspace import Workspace
from ui.shell.core_sentences import translated
from ui.shell.server.process import process
from ui.shell.session.actor import actor
from ui.shell.texts import plain, text
from usecases.demo_companies import first_shown
from usecases.runs import defaults
from usecases.runs.newest import decided_runs

PAGES: Final = Path(__file__).parents[3] / "pages"
WORKSPACE: Final = "workspace"
RUN: Final = "run"


def choose_workspace() -> None:
    """The workspace picker; the address always names the choice, so a link leads to it."""
    names = process().workspaces.names()
    if names:
        linked = st.query_params.get(WORKSPACE, "")
        is_here = _take_linked(WORKSPACE, linked, names, first_shown(names))
        st.selectbox(text("shared.workspace"), names, key=WORKSPACE)
        if not is_here:
            st.warning(text("workspace.link_gone").format(linked=plain(linked)))
        _write_link(WORKSPACE, st.session_state[WORKSPACE])


def link(**filters: str) -> dict[str, str]:
    """The address of another screen for what is chosen here, with these filters."""
    chosen = {name: st.query_params.get(name, "") for name in (WORKSPACE, RUN)}
    return {**{name: value for name, value in chosen.items() if value}, **filters}


def switch_page(page: str) -> NoReturn:
    """Go to another screen, and take along what is chosen here."""
    st.switch_page(PAGES / f"{page}.py", query_params=link())
    raise AssertionError


def _take_linked(key: str, linked: Any, choices: Sequence[Any], default: Any) -> bool:
    """Choose what the address names, where it has come anew; else go on with what was chosen.

    False where it names what is not here, so that the usual one takes its place.
    """
    mark = f"{key}_linked"
    if linked in choices and st.session_state.get(mark) != linked:
        st.session_state[key] = linked
    if st.session_state.get(key) not in choices:
        st.session_state[key] = linked if linked in choices else default
        return not linked or linked in choices
    return True


def _write_link(key: str, value: Any) -> None:
    """Let the address name the choice, also where it is the usual one."""
    st.session_state[f"{key}_linked"] = value
    if st.query_params.get(key) != str(value):
        st.query_params[key] = str(value)


def current_workspace() -> Workspace | None:
    """The chosen workspace, open; None when there is none.

    Raises WorkspaceError when it cannot be opened.
    """
    workspaces = process().workspaces
    names = workspaces.names()
    if not names:
        return None
    chosen = st.session_state.get("workspace")
    return workspaces.open(chosen if chosen in names else first_shown(names))


def choose_run(workspace: Workspace) -> Run | None:
    """The run picker of the measuring screens; None when there is no run with a decision."""
    found = {run.run_id: run for run in decided_runs(workspace)}
    if not found:
        return None
    # By its number; links of an earlier release name it by its title, which begins with it.
    number = st.query_params.get(RUN, "").removeprefix("Run ").partition(" ")[0]
    linked, was_linked = (
        int(number) if number.isdigit() else None,
        f"{RUN}_linked" in st.session_state,
    )
    is_here = _take_linked(RUN, linked, list(found), next(iter(found)))
    chosen = st.selectbox(
        text("shared.run_label"),
        list(found),
        format_func=lambda number: run_title(found[number]),
        key=RUN,
        width=360,
    )
    _write_link(RUN, chosen)
    # Another workspace has other runs: only of a link is it worth a word.
    if not is_here and not was_linked:
        st.warning(text("workspace.run_gone").format(linked=linked))
    return found[chosen]


def choose_runs(workspace: Workspace) -> list[Run] | None:
    """The picker of runs to compare, the first being held against; None for fewer than two."""
    found = {run.run_id: run for run in runs.all_runs(workspace) if run.decided}
    if len(found) < 2:  # noqa: PLR2004 - two make a comparison
        return None
    newest = sorted(found)[-2:]
    chosen = st.multiselect(
        text("shared.runs_the_first_is_the_one_that"), list(found), newest,
        format_func=lambda number: run_title(found[number]), key=f"compare_{workspace.name}",
        bind="query-params",
    )  # fmt: skip
    return [found[number] for number in chosen]


def choose_default(workspace: Workspace, chosen: Sequence[Run]) -> None:
    """Make the settings of one of these runs those that later runs start from."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        winner = st.selectbox(
            text("shared.winner"),
            chosen,
            format_func=lambda run: text("shared.run_and_router").format(
                run_id=run.run_id, router=run.router
            ),
            key="compare_winner",
            width=240,
        )
        if st.button(
            text("shared.make_it_the_default"), key="compare_default", disabled=winner is None
        ):
            defaults.make_default(workspace, winner, actor())
    if (number := defaults.default_run(workspace)) is not None:
        st.caption(text("shared.later_runs_start_from").format(number=number))


def newest_run(workspace: Workspace) -> Run | None:
    """The chosen run where one was chosen on another screen, else the newest with a decision."""
    found = decided_runs(workspace)
    chosen = st.session_state.get("run")
    return next((r for r in found if r.run_id == chosen), found[0] if found else None)


def run_title(run: Run) -> str:
    """A run as the pickers show it."""
    state = "" if run.status == "finished" else f" · {translated(run.status)}"
    return f"{translated(run.title)}{state}"
