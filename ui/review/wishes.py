"""Which tickets a reviewer wants to see, and in which order."""

from __future__ import annotations

from typing import Final

import streamlit as st

from routing.decision import ReviewKind
from routing.taxonomy import UNKNOWN
from store import taxonomies
from store.claims import Order, Wish
from store.runs import Run
from store.workspace import Workspace
from ui import frame
from ui.texts import text

ORDERS: Final[dict[Order, str]] = {
    "risk": "Risk, then age", "doubt": "Most doubtful first", "sure": "Surest first",
}  # fmt: skip


def choose(workspace: Workspace, run: Run) -> Wish:
    """Order and filters, kept in the address."""
    names = taxonomies.version(workspace, run.taxonomy_id).taxonomy.names
    with frame.row("filters", "_review"):
        order = st.selectbox(
            "Order", list(ORDERS), format_func=lambda each: ORDERS[each], key="order",
            bind="query-params", help=text("review.order"),
        )  # fmt: skip
        kind = st.selectbox(
            "Why it waits", [kind.name for kind in ReviewKind], index=None, placeholder="Any",
            format_func=lambda name: text(f"review.{name}"), key="why", bind="query-params",
        )  # fmt: skip
        category = st.selectbox(
            "Suggested", [*names, UNKNOWN], index=None, placeholder="Any", key="suggested",
            bind="query-params",
        )  # fmt: skip
        unplaced = st.toggle(
            "Only without a category", key="unplaced", bind="query-params",
            help=text("review.unplaced"),
        )  # fmt: skip
    return Wish(order, ReviewKind[kind] if kind else None, category, unplaced=unplaced)
