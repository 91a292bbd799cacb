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
    "people": "By people",
    "router": "By the router",
    "labels": "Labels probably wrong",
}
SHARES: Final[dict[Kind, str]] = {
    "people": "Misrouted by people",
    "router": "Misrouted by the router",
    "labels": "Labels probably wrong",
}
SIDES: Final[dict[Kind, tuple[str, str]]] = {
    "people": ("First category", "Actual category"),
    "router": ("Predicted category", "Actual category"),
    "labels": ("Label", "Probably"),
}
TOLD: Final[dict[Kind, tuple[str, ...]]] = {
    "people": ("first_category", "category"),
    "router": ("predicted", "confidence", "category"),
    "labels": ("category", "suggested", "doubt"),
}
NOTHING: Final[dict[Kind, Origin]] = {
    "people": Origin("missing", "the export does not say where people put a ticket first"),
    "router": Origin("missing", "no labelled ticket was auto-routed by this run"),
    "labels": Origin("missing", "not checked yet"),
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
            origin = measured_on(share, "labels checked" if kind == "labels" else "tickets")
            value = f"{number(each.wrong)} · {figure_texts.share(share)}" if share else "–"
            card(TITLES[kind], value, origin if share else NOTHING[kind])
    return all_found
