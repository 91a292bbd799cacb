"""The documents: made when asked for, of the scenario as it is now."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from roi.errors import RoiError
from roi.export.csv_flows import to_csv
from roi.export.paper import to_pdf
from roi.export.report import Report
from roi.export.slides import to_pptx
from roi.export.workbook import to_xlsx
from roi.scenario_file import write_scenario
from ui.savings.brand import brand, editor
from ui.savings.scenario_draft import Draft
from ui.shell.texts import text

log = logging.getLogger(__name__)
OFFICE: Final = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document."""

    label: str
    holds: str
    icon: str
    mime: str
    make: Callable[[Report], bytes]


KINDS: Final[Mapping[str, Kind]] = {
    "xlsx": Kind("Excel", "live formulas, sources, charts", ":material/table_view:",
                 f"{OFFICE}.spreadsheetml.sheet", to_xlsx),
    "pdf": Kind("PDF", "the report on a few pages", ":material/picture_as_pdf:",
                "application/pdf", to_pdf),
    "pptx": Kind("PowerPoint", "slides with charts to edit", ":material/slideshow:",
                 f"{OFFICE}.presentationml.presentation", to_pptx),
    "csv": Kind("CSV", "the monthly flows", ":material/csv:", "text/csv",
                lambda report: to_csv(report.scenario)),
}  # fmt: skip


def show(current: Draft, report: Report) -> None:
    """The brand, a button for each document, and the one that was made."""
    with st.container(border=True):
        st.subheader("On the cover", anchor=False)
        editor(current)
        report = replace(report, brand=brand(current.workspace))
    with st.container(border=True):
        st.subheader("Documents", anchor=False)
        st.caption(text("savings.documents"))
        for name, kind in KINDS.items():
            _offer(name, kind, report)


def _offer(name: str, kind: Kind, report: Report) -> None:
    state = f"savings_made_{name}"
    mark = f"{write_scenario(report.scenario)}{report.brand.colour}{hash(report.brand.logo)}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{kind.icon} **{kind.label}** :gray[{kind.holds}]", width="stretch")
        if st.button(f"Make {kind.label}", key=f"savings_make_{name}"):
            st.session_state[state] = (mark, _made(kind, report))
        made_of, content = st.session_state.get(state, ("", None))
        if content and made_of == mark:
            size = f"{max(1, len(content) // 1024):,} KB"
            st.download_button(
                f"Download ({size})", content, f"{file_stem(report)}.{name}", kind.mime,
                key=f"savings_download_{name}", type="primary", on_click="ignore",
                icon=":material/download:",
            )  # fmt: skip


def _made(kind: Kind, report: Report) -> bytes | None:
    """The document; None, with a sentence, when it cannot be made."""
    try:
        with st.spinner(f"Making the {kind.label} document …"):
            return kind.make(report)
    except RoiError as problem:
        st.error(str(problem))
    except Exception:
        log.exception("document failed")
        st.error(f"The {kind.label} document could not be made. The server's log says why.")
    return None


def file_stem(report: Report) -> str:
    """The name of the file without its ending: no odd character, never very long."""
    plain = re.sub(r"[^\w]+", "-", f"{report.company} {report.scenario.name}".lower())
    return f"routecase-{plain.strip('-')[:60]}"
