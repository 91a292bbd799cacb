"""The three kinds of misroutes, each with its count and how sure that is."""

from __future__ import annotations

from typing import Final

import streamlit as st

from roi.numbers import number
from store.exploring.misroutes import Kind
from store.runs import Run
from store.tickets import Filters
from store.workspace import Workspace
from ui.shell import figure_texts, frame
from ui.shell.provenance import card
from ui.shell.texts import text
from usecases.exploring.misroutes import KINDS, Found, misroutes
from usecases.provenance import Origin
from usecases.provenance import measured as measured_on

TITLES: Final[dict[Kind, str]] = {
    "people": text("misroutes.by_people"),
    "router": text("misroutes.by_the_router"),
    "labels": text("misroutes.labels_probably_wrong"),
}
SHARES: Final[dict[Kind, str]] = {
    "people": text("shared.misrouted_by_people"),
    "router": text("misroutes.misrouted_by_the_router"),
    "labels": text("misroutes.labels_probably_wrong"),
}
SIDES: Final[dict[Kind, tuple[str, str]]] = {
    "people": (text("shared.first_category"), text("shared.actual_category")),
    "router": (text("shared.predicted_category"), text("shared.actual_category")),
    "labels": (text("misroutes.label"), text("shared.probably")),
}
TOLD: Final[dict[Kind, tuple[str, ...]]] = {
    "people": ("first_category", "category"),
    "router": ("predicted", "confidence", "category"),
    "labels": ("category", "suggested", "doubt"),
}
NOTHING: Final[dict[Kind, Origin]] = {
    "people": Origin("missing", text("misroutes.the_export_does_not_say_where")),
    "router": Origin("missing", text("misroutes.no_labelled_ticket_was_auto")),
    "labels": Origin("missing", text("misroutes.not_checked_yet")),
}


def choose() -> Kind:
    """The kind that the rest of the screen is about; it stands in the address."""
    return st.segmented_control(
        text("misroutes.kind"),
        KINDS, default="people", format_func=lambda kind: TITLES[kind], key="kind",
        bind="query-params", required=True, label_visibility="collapsed",
    )  # fmt: skip


def columns_of(kind: Kind) -> tuple[str, ...]:
    """What the table of tickets shows of this kind."""
    return ("id", "subject", "body", *TOLD[kind], "channel", "created_at")


def cards(workspace: Workspace, filters: Filters, run: Run | None) -> dict[Kind, Found]:
    """A card for each kind, so that none is taken for another; what was found of each."""
    all_found = misroutes(workspace, filters, run.run_id if run else None)
    with frame.row("cards"):
        for kind, each in all_found.items():
            share = each.share
            origin = measured_on(
                share, text("misroutes.labels_checked") if kind == "labels" else "tickets"
            )
            value = f"{number(each.wrong)} · {figure_texts.share(share)}" if share else "–"
            fill = _to_the_check if kind == "labels" else None
            card(TITLES[kind], value, origin if share else NOTHING[kind], fill=fill)
    return all_found


def _to_the_check() -> None:
    """The button that opens the kind whose check has not been made."""
    if st.session_state.get("kind") != "labels":
        st.button(
            text("misroutes.open_the_check"), key="to_labels_check", on_click=_show_labels,
            icon=":material/fact_check:",
        )  # fmt: skip


def _show_labels() -> None:
    st.session_state["kind"] = "labels"
