"""Bringing a file in: upload, preview with its mapping, import, and what was refused."""

from __future__ import annotations

import io
from collections.abc import Mapping as Pairs
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st

from roi.numbers import counted, number
from routing.errors import RouteCaseError
from routing.intake.columns.mapping import Mapping
from routing.intake.loading import inspect
from routing.intake.reading import Preview
from store import imports
from store.imports import Import
from store.workspace import Workspace
from ui.shell import jobs, tables, uploader
from ui.shell.server.process import process
from ui.shell.session.actor import actor
from ui.shell.texts import plain
from usecases.imports import merged_labels, name_of, remove_import, separate_labels, start_import

FIELDS: Final[Pairs[str, str]] = {
    "id": "Ticket id", "subject": "Subject", "body": "Body", "category": "Actual category",
    "first_category": "First category", "created_at": "Created", "solved_at": "Solved",
    "channel": "Channel", "language": "Language", "reassignments": "Reassignments",
    "stations": "Assignments, first one included", "triage_seconds": "Triage time",
    "handle_seconds": "Handle time",
}  # fmt: skip
NO_COLUMN: Final = "–"


def panel(workspace: Workspace) -> None:
    """Upload zone, then the preview of what was uploaded."""
    files = uploader.uploaded_files(workspace.name)
    if not files:
        return
    try:
        with st.spinner("Looking at the file …"):
            preview = _inspect(tuple(files), tuple(file.stat().st_mtime_ns for file in files))
    except RouteCaseError as problem:
        st.error(str(problem))
        return
    with st.container(border=True):
        st.markdown(f"**{plain(name_of(files))}** — {_recognised(preview)}")
        for warning in preview.warnings:
            st.warning(warning)
        mapping = _mapping(preview, workspace)
        _rows(preview, mapping)
        _start(workspace, files, mapping)


def history(workspace: Workspace) -> None:
    """What came in so far, with every refused row."""
    found = imports.all_of(workspace)
    if found:
        st.header("Imports", anchor=False)
    for each in found:
        label = f"{each.file_name}: {counted(each.tickets, 'ticket')}, "
        label += f"{counted(each.rejected, 'row')} refused"
        with st.expander(label, key=f"import_{workspace.name}_{each.import_id}"):
            _one_import(workspace, each)


@st.cache_data(max_entries=8, show_spinner=False)
def _inspect(files: tuple[Path, ...], written: tuple[int, ...]) -> Preview:
    """Cached by the files and the moments they were written."""
    del written
    return inspect(files)


def _recognised(preview: Preview) -> str:
    """How the file was understood, in words."""
    parts = [f"{preview.preset} export" if preview.preset else "", preview.format.upper()]
    parts += [f"in .{packing}" for packing in preview.packing]
    parts += [preview.encoding, preview.delimiter and f"{preview.delimiter} between cells"]
    return " · ".join([*filter(None, parts), f"{number(len(preview.columns))} columns"])


def _mapping(preview: Preview, workspace: Workspace) -> Mapping:
    """One picker a field, set to the guess."""
    guess = asdict(preview.mapping)
    options = [NO_COLUMN, *preview.columns]
    chosen: dict[str, str | None] = {}
    with st.container(horizontal=True):
        for field, label in FIELDS.items():
            at = options.index(guess[field]) if guess.get(field) in options else 0
            picked = st.selectbox(
                label, options, at, width=210, key=f"map_{workspace.name}_{preview.name}_{field}"
            )
            chosen[field] = None if picked == NO_COLUMN else picked
    return Mapping.of(chosen)


def _rows(preview: Preview, mapping: Mapping) -> None:
    """The first rows as the mapping reads them."""
    names = list(preview.columns)
    used = {FIELDS[field]: names.index(column) for field, column in mapping.found().items()}
    rows = [{label: row[at] for label, at in used.items()} for row in preview.rows]
    st.caption(f"The first {len(rows)} rows, as they will be read:")
    st.dataframe(pd.DataFrame(rows, dtype=str), hide_index=True, height=240, alt="First rows")


def _start(workspace: Workspace, files: Sequence[Path], mapping: Mapping) -> None:
    ready = bool(mapping.subject or mapping.body)
    if not ready:
        st.info("Choose the column that holds the subject or the body.")
    if not mapping.category:
        st.info("Without an actual category nothing can be measured; routing works all the same.")
    merge = bool(mapping.category) and st.checkbox(
        "Categories that differ only by capitals or spaces are one",
        value=True,
        help="The most frequent spelling is used. It can be taken back below, under Imports.",
        key=f"merge_labels_{workspace.name}",
    )
    job = jobs.current(workspace)
    busy = bool(job and job.live)
    if st.button("Import", type="primary", disabled=busy or not ready, key="import_start"):
        held = process().files
        for file in files:
            held.hold(file)
        try:
            start_import(
                process().jobs,
                workspace,
                files,
                mapping,
                held.discard,
                merge_labels=merge,
                actor=actor(),
            )
        except RouteCaseError as problem:
            st.error(str(problem))
            return
        uploader.forget(workspace.name)
        st.rerun()


def _one_import(workspace: Workspace, each: Import) -> None:
    st.caption(f"Imported {each.imported_at:%d %b %Y %H:%M} UTC")
    for warning in each.details.get("warnings", []):
        st.warning(warning)
    _merged_labels(workspace, each)
    if each.rejected:
        refused = imports.rejects(workspace, each.import_id)
        st.dataframe(refused, hide_index=True, column_config=tables.REJECTS, alt="Refused rows")
        st.download_button(
            "Download the refused rows", _csv(refused), f"{Path(each.file_name).stem}-refused.csv",
            "text/csv", key=f"refused_{each.import_id}",
        )  # fmt: skip
    with st.popover("Take this import back"):
        st.markdown("Removes its tickets and every decision on them from this workspace.")
        if st.button("Remove for good", key=f"remove_{each.import_id}"):
            remove_import(workspace, each.import_id, actor())
            st.rerun()


def _merged_labels(workspace: Workspace, each: Import) -> None:
    """Which spellings of a category are one, with the way back."""
    merged = merged_labels(workspace, each)
    if not merged:
        return
    named = "; ".join(f"{plain(old)} → **{plain(new)}**" for old, new in merged.items())
    st.info(f"One category each, because only capitals or spaces differ: {named}.")
    if st.button("Keep these categories apart", key=f"apart_{each.import_id}"):
        separate_labels(workspace, each, actor())
        st.rerun()


def _csv(frame: pd.DataFrame) -> bytes:
    """A CSV that a spreadsheet opens as text: no cell of it becomes a formula."""
    safe = frame.copy()
    for name in safe.select_dtypes(["object", "str"]).columns:
        risky = safe[name].astype(str).str.match(r"[=+\-@\t\r]")
        safe.loc[risky, name] = "'" + safe.loc[risky, name]
    stream = io.BytesIO()
    safe.to_csv(stream, index=False, encoding="utf-8-sig")
    return stream.getvalue()
