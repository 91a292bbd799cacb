"""Which tickets a reviewer wants to see, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from routing.decision import ReviewKind
from routing.taxonomy import UNKNOWN
from store import taxonomies
from store.reviewing.bulk import ALLOWED
from store.reviewing.waiting import Order, ReviewFilter
from store.runs import Run
from store.workspace import Workspace
from ui.shell import frame
from ui.shell.texts import text
from ui.shell.tickets import ticket_selection

ORDERS: Final[dict[Order, str]] = {
    "risk": text("review.risk_then_age"),
    "doubt": text("review.most_instructive_first"),
    "sure": text("review.surest_first"),
}


def choose(workspace: Workspace, run: Run) -> ReviewFilter:
    """Order and filters of the queue, kept in the address; folded, for the task is what counts."""
    with st.popover(_folded(), icon=":material/filter_list:", key="review_filters"):
        order = st.selectbox(
            text("review.order_label"),
            list(ORDERS), format_func=lambda each: ORDERS[each], key="order",
            bind="query-params", help=text("review.order"),
        )  # fmt: skip
        kind = _kind(list(ReviewKind))
        category = _category(workspace, run, UNKNOWN)
        unplaced = _unplaced()
    selected = ticket_selection.current(workspace)
    return ReviewFilter(order, kind, category, unplaced=unplaced, selected=selected)


def _folded() -> str:
    """The order that counts, and whether anything narrows the queue."""
    order = ORDERS.get(st.session_state.get("order") or "risk", ORDERS["risk"])
    narrowed = any(st.session_state.get(key) for key in ("why", "suggested", "unplaced"))
    return f"{order}, narrowed" if narrowed else order


def choose_range(workspace: Workspace, run: Run) -> ReviewFilter:
    """The filters of a bulk accept, a range of confidences among them."""
    with frame.row("filters", "_review"):
        kind = _kind(ALLOWED)
        category = _category(workspace, run)
        least, most = st.slider(
            text("review.confidence"),
            0.0,
            1.0,
            (0.0, 1.0),
            0.01,
            key="bulk_range",
            bind="query-params",
        )
        unplaced = not st.toggle(
            text("review.also_tickets_known"), key="bulk_labelled", bind="query-params",
            help=text("review.bulk_labelled"),
        )  # fmt: skip
    selected = ticket_selection.current(workspace)
    return ReviewFilter("sure", kind, category, least, most, unplaced, selected)


def _kind(kinds: Sequence[ReviewKind]) -> ReviewKind | None:
    name = st.selectbox(
        text("review.why_waits"),
        [kind.name for kind in kinds],
        index=None,
        placeholder=text("shared.any"),
        format_func=lambda name: text(f"review.{name}"),
        key="why",
        bind="query-params",
    )
    return ReviewKind[name] if name else None


def _category(workspace: Workspace, run: Run, *more: str) -> str | None:
    names = taxonomies.version(workspace, run.taxonomy_id).taxonomy.names
    chosen: str | None = st.selectbox(
        text("review.suggested"),
        [*names, *more],
        index=None,
        placeholder=text("shared.any"),
        key="suggested",
        bind="query-params",
    )
    return chosen


def _unplaced() -> bool:
    return st.toggle(
        text("review.unplaced_only"),
        key="unplaced",
        bind="query-params",
        help=text("review.unplaced"),
    )
