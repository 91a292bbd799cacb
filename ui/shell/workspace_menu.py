"""The menu of workspaces: create, rename, copy, export, take in, delete."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from roi.numbers import megabytes
from routing.errors import RouteCaseError
from store.workspace import Workspace
from ui.shell import frame, uploader
from ui.shell.core_sentences import told
from ui.shell.server import file_transfer
from ui.shell.server.process import process, session_id
from ui.shell.session.actor import actor
from ui.shell.session.selection import choose_workspace, current_workspace
from ui.shell.texts import text
from usecases import workspace_files
from usecases.evaluation import text_baseline
from usecases.learning import training
from usecases.taxonomy import topics


def chooser() -> None:
    """The workspace picker with its menu."""
    _go_to_new()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        choose_workspace()
        _menu()


def create_button() -> None:
    """The one button of an folder without workspaces."""
    if st.button(text("workspace.new_workspace"), type="primary", key="workspace_first"):
        _create()


def _menu() -> None:
    entries: dict[str, Callable[[], None]] = {
        text("workspace.new"): _create,
        text("workspace.open_a_file"): _adopt,
        text("shared.rename"): _rename,
        text("workspace.copy"): _copy,
        text("workspace.export"): _export,
        text("shared.delete"): _delete,
    }
    # It closes with the choice, so that no menu stands over the dialog that it opened.
    chosen = st.menu_button(
        text("workspace.menu"), list(entries), icon=":material/more_vert:", key="workspace_menu"
    )
    if chosen:
        entries[chosen]()


@st.dialog(text("workspace.new_workspace"))
def _create() -> None:
    name = st.text_input(
        text("shared.name"),
        key="workspace_new_name",
        placeholder=text("workspace.acme_spring_2026"),
    )
    if st.button(text("workspace.create"), type="primary", key="workspace_new_go"):
        _try(
            lambda: workspace_files.create(process().workspaces, name.strip(), actor()),
            name.strip(),
        )


@st.dialog(text("workspace.open_a_workspace_file"))
def _adopt() -> None:
    st.markdown(text("workspace.a_workspace_that_was_exported"))
    file = uploader.uploaded_file("workspace")
    # A field that has been drawn takes no other default: the file comes after it.
    if file and not st.session_state.get("workspace_adopt_name"):
        st.session_state["workspace_adopt_name"] = file.stem
    name = st.text_input(text("shared.name"), key="workspace_adopt_name")
    if (
        st.button(
            text("shared.open"), type="primary", disabled=file is None, key="workspace_adopt_go"
        )
        and file
    ):
        uploader.forget("workspace")
        _try(
            lambda: workspace_files.adopt(process().workspaces, file, name.strip(), actor()),
            name.strip(),
        )


@st.dialog(text("workspace.rename_workspace"))
def _rename() -> None:
    old = _name()
    name = st.text_input(text("shared.new_name"), value=old, key="workspace_rename_name")
    if st.button(text("shared.rename"), type="primary", key="workspace_rename_go"):
        _try(
            lambda: workspace_files.rename(
                process().workspaces, old, name.strip(), actor(), _stop_job
            ),
            name.strip(),
        )


@st.dialog(text("workspace.copy_workspace"))
def _copy() -> None:
    old = _name()
    name = st.text_input(
        text("workspace.name_of_the_copy"),
        value=text("workspace.copy_of").format(old=old),
        key="workspace_copy_name",
    )
    if st.button(text("workspace.copy"), type="primary", key="workspace_copy_go"):
        _try(
            lambda: workspace_files.copy(process().workspaces, old, name.strip(), actor()),
            name.strip(),
        )


@st.dialog(text("workspace.export_workspace"))
def _export() -> None:
    st.markdown(text("workspace.one_duckdb_file_with_everything"))
    st.caption(text("workspace.it_holds_the_tickets_as_they"))
    if st.button(text("workspace.prepare_the_file"), type="primary", key="workspace_export_go"):
        folder = process().files.folder(session_id(), "exports")
        file = workspace_files.export(
            process().workspaces, _name(), folder / f"{_name()}.duckdb", actor()
        )
        st.link_button(
            text("workspace.download").format(
                name=file.name, st_size=megabytes(file.stat().st_size)
            ),
            file_transfer.open_download(file),
        )


@st.dialog(text("workspace.delete_workspace"))
def _delete() -> None:
    name = _name()
    st.warning(text("workspace.delete"))
    typed = st.text_input(text("workspace.type").format(name=name), key="workspace_delete_name")
    if st.button(
        text("workspace.delete_for_good"), disabled=typed != name, key="workspace_delete_go"
    ):
        _try(lambda: workspace_files.delete(process().workspaces, name, actor(), _stop_job), "")


def _name() -> str:
    workspace = current_workspace()
    return workspace.name if workspace else ""


def go_to(name: str, page: str) -> None:
    """Choose the workspace of that name and open a screen."""
    st.session_state["workspace_go_to"] = name
    st.switch_page(frame.PAGES / f"{page}.py")


def _stop_job() -> None:
    workspace = current_workspace()
    if workspace:
        stop_jobs(workspace)


def stop_jobs(workspace: Workspace) -> None:
    """Stop all that goes on in a workspace before its file is moved or goes."""
    process().jobs.stop(str(workspace.path))
    process().jobs.stop(text_baseline.job_key(workspace))
    process().snapshots.forget(workspace.path)
    process().jobs.stop(training.job_key(workspace))
    process().jobs.stop(topics.job_key(workspace))


def _try(change: Callable[[], object], go_to: str) -> None:
    try:
        change()
    except RouteCaseError as problem:
        st.error(told(problem))
        return
    st.session_state["workspace_go_to"] = go_to
    st.rerun()


def _go_to_new() -> None:
    """Choose the workspace that a dialog has just made, before the picker is drawn."""
    target = st.session_state.pop("workspace_go_to", None)
    if target is not None:
        names = process().workspaces.names()
        if names:
            st.session_state["workspace"] = target if target in names else names[0]
        st.session_state.pop("run", None)
