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

from roi.numbers import counted, moment, number
from routing.errors import RouteCaseError
from routing.intake.columns.mapping import Mapping
from routing.intake.loading import inspect
from routing.intake.reading import Preview
from store import imports
from store.imports import Import
from store.workspace import Workspace
from ui.shell import jobs, tables, uploader
from ui.shell.core_sentences import told
from ui.shell.server.process import process
from ui.shell.session.actor import actor
from ui.shell.texts import plain, text
from usecases.imports import merged_labels, name_of, remove_import, separate_labels, start_import

FIELDS: Final[Pairs[str, str]] = {
    "id": text("shared.ticket_id"),
    "subject": text("shared.subject"),
    "body": text("tickets.body"),
    "category": text("shared.actual_category"),
    "first_category": text("shared.first_category"),
    "created_at": text("shared.created"),
    "solved_at": text("shared.solved"),
    "channel": text("shared.channel"),
    "language": text("shared.language"),
    "reassignments": text("shared.reassignments"),
    "stations": text("tickets.assignments_first_one_included"),
    "triage_seconds": text("tickets.triage_time"),
    "handle_seconds": text("tickets.handle_time"),
}
NO_COLUMN: Final = "–"


def panel(workspace: Workspace) -> None:
    """Upload zone, then the preview of what was uploaded."""
    files = uploader.uploaded_files(workspace.name)
    if not files:
        return
    try:
        with st.spinner(text("tickets.looking_at_the_file")):
            preview = _inspect(tuple(files), tuple(file.stat().st_mtime_ns for file in files))
    except RouteCaseError as problem:
        st.error(told(problem))
        return
    with st.container(border=True):
        st.markdown(f"**{plain(name_of(files))}** — {_recognised(preview)}")
        for warning in preview.warnings:
            st.warning(told(warning))
        mapping = _mapping(preview, workspace)
        _rows(preview, mapping)
        _start(workspace, files, mapping)


def history(workspace: Workspace) -> None:
    """What came in so far, with every refused row."""
    found = imports.all_of(workspace)
    if found:
        st.header(text("tickets.imports"), anchor=False)
    for each in found:
        label = f"{each.file_name}: {counted(each.tickets, 'ticket')}, "
        label += text("tickets.refused").format(rejected=counted(each.rejected, "row"))
        with st.expander(label, key=f"import_{workspace.name}_{each.import_id}"):
            _one_import(workspace, each)


@st.cache_data(max_entries=8, show_spinner=False)
def _inspect(files: tuple[Path, ...], written: tuple[int, ...]) -> Preview:
    """Cached by the files and the moments they were written."""
    del written
    return inspect(files)


def _recognised(preview: Preview) -> str:
    """How the file was understood, in words."""
    parts = [
        text("tickets.export").format(preset=preview.preset) if preview.preset else "",
        preview.format.upper(),
    ]
    parts += [f"in .{packing}" for packing in preview.packing]
    parts += [
        preview.encoding,
        preview.delimiter and text("tickets.between_cells").format(delimiter=preview.delimiter),
    ]
    return " · ".join(
        [*filter(None, parts), text("tickets.columns").format(columns=number(len(preview.columns)))]
    )


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
    st.caption(text("tickets.the_first_rows_as_they_will_be").format(rows=len(rows)))
    st.dataframe(
        pd.DataFrame(rows, dtype=str), hide_index=True, height=240, alt=text("tickets.first_rows")
    )


def _start(workspace: Workspace, files: Sequence[Path], mapping: Mapping) -> None:
    ready = bool(mapping.subject or mapping.body)
    if not ready:
        st.info(text("tickets.choose_the_column_that_holds"))
    if not mapping.category:
        st.info(text("tickets.without_an_actual_category"))
    merge = bool(mapping.category) and st.checkbox(
        text("tickets.categories_that_differ_only"),
        value=True,
        help=text("tickets.the_most_frequent_spelling"),
        key=f"merge_labels_{workspace.name}",
    )
    job = jobs.current(workspace)
    busy = bool(job and job.live)
    if st.button(
        text("shared.import"), type="primary", disabled=busy or not ready, key="import_start"
    ):
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
            st.error(told(problem))
            return
        uploader.forget(workspace.name)
        st.rerun()


def _one_import(workspace: Workspace, each: Import) -> None:
    st.caption(text("tickets.imported_at").format(at=moment(each.imported_at)))
    for warning in each.details.get("warnings", []):
        st.warning(told(warning))
    _merged_labels(workspace, each)
    if each.rejected:
        refused = imports.rejects(workspace, each.import_id)
        st.dataframe(
            refused, hide_index=True, column_config=tables.REJECTS, alt=text("tickets.refused_rows")
        )
        st.download_button(
            text("tickets.download_the_refused_rows"),
            _csv(refused),
            f"{Path(each.file_name).stem}-refused.csv",
            "text/csv",
            key=f"refused_{each.import_id}",
        )
    with st.popover(text("tickets.take_this_import_back")):
        st.markdown(text("tickets.removes_its_tickets_and_every"))
        if st.button(text("tickets.remove_for_good"), key=f"remove_{each.import_id}"):
            remove_import(workspace, each.import_id, actor())
            st.rerun()


def _merged_labels(workspace: Workspace, each: Import) -> None:
    """Which spellings of a category are one, with the way back."""
    merged = merged_labels(workspace, each)
    if not merged:
        return
    named = "; ".join(f"{plain(old)} → **{plain(new)}**" for old, new in merged.items())
    st.info(text("tickets.one_category_each_because_only").format(named=named))
    if st.button(text("tickets.keep_these_categories_apart"), key=f"apart_{each.import_id}"):
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
