"""The documents: made when asked for, of the scenario as it is now."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any, Final, Literal

import streamlit as st

from roi.errors import RoiError
from roi.export.report import Report
from roi.scenarios.scenario_file import write_scenario
from ui.savings.brand import editor
from ui.savings.scenario_draft import Draft
from ui.shell.core_sentences import told
from ui.shell.session.actor import actor
from ui.shell.texts import text
from usecases.brand import brand_of
from usecases.business_case.documents import (
    EVERYTHING,
    KINDS,
    DocumentKind,
    file_stem,
    keep_study_details,
    study_details,
)

log = logging.getLogger(__name__)
ICONS: Final = {
    "xlsx": ":material/table_view:", "pdf": ":material/picture_as_pdf:",
    "pptx": ":material/slideshow:", "csv": ":material/csv:", "zip": ":material/folder_zip:",
}  # fmt: skip


def show(current: Draft, report: Report) -> None:
    """One click for all documents, one for each, and what stands on their covers."""
    study = study_details(current.workspace)
    report = replace(report, brand=brand_of(current.workspace), study=study)
    with st.container(border=True):
        st.header(text("shared.documents"), anchor=False)
        st.caption(text("savings.documents"))
        for kind in (EVERYTHING, *KINDS.values()):
            _offer(kind, report)
    with st.container(border=True):
        st.header(text("savings.on_the_cover"), anchor=False)
        editor(current)
        _study(current)


def _study(current: Draft) -> None:
    """Author, version and until when a decision is asked for."""
    now, place = study_details(current.workspace), current.workspace.name
    given: dict[str, Any] = {"on_change": _keep_study, "args": (current,)}
    st.caption(text("savings.study"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            text("savings.author"), now.author, max_chars=120, key=f"study_author_{place}", **given
        )
        st.text_input(
            text("shared.version"),
            now.version,
            max_chars=20,
            key=f"study_version_{place}",
            width=110,
            **given,
        )
        st.date_input(
            text("savings.decide"), now.decide_by, key=f"study_by_{place}", width=150, **given
        )


def _keep_study(current: Draft) -> None:
    """Take over what the three fields hold."""
    author, version, until = (
        st.session_state[f"study_{name}_{current.workspace.name}"]
        for name in ("author", "version", "by")
    )
    try:
        keep_study_details(current.workspace, author.strip(), version.strip(), until, actor())
    except RoiError as problem:
        st.toast(told(problem))


def _offer(document: DocumentKind, report: Report) -> None:
    name, label = document.ending, document.label
    state, look, study = f"savings_made_{name}", report.brand, report.study
    mark = f"{write_scenario(report.scenario)}{look.colour}{hash(look.logo)}{study}"
    kind: Literal["primary", "secondary"] = "primary" if name == "zip" else "secondary"
    with st.container(horizontal=True, vertical_alignment="center"):
        title = label[0].upper() + label[1:]
        st.markdown(f"{ICONS[name]} **{title}** :gray[{document.holds}]", width="stretch")
        if st.button(
            text("savings.make").format(label=label), key=f"savings_make_{name}", type=kind
        ):
            st.session_state[state] = (mark, _made(document, report))
        made_of, content = st.session_state.get(state, ("", None))
        if content and made_of == mark:
            size = f"{max(1, len(content) // 1024):,} KB"
            st.download_button(
                text("savings.download").format(size=size),
                content,
                f"{file_stem(report)}.{name}",
                document.mime,
                key=f"savings_download_{name}",
                type="primary",
                on_click="ignore",
                icon=":material/download:",
            )


def _made(document: DocumentKind, report: Report) -> bytes | None:
    """The document; None, with a sentence, when it cannot be made."""
    try:
        with st.spinner(text("savings.making").format(label=document.label)):
            return document.make(report)
    except RoiError as problem:
        st.error(told(problem))
    except Exception:
        log.exception("document failed")
        st.error(text("savings.could_not_be_made_the_servers").format(label=document.label))
    return None
