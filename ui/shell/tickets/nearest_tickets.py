"""Labelled tickets that are most like the one on screen."""

from __future__ import annotations

import streamlit as st

from roi.numbers import number
from routing.privacy.masking import mask
from routing.ticket import Ticket
from store import tickets
from store.workspace import Workspace
from ui.shell.texts import text
from usecases.exploring.nearest_tickets import MAX_SHOWN, labelled_tickets

SHOWN = 5
COLUMNS = {
    "id": st.column_config.TextColumn(text("shared.ticket"), width="small"),
    "alike": st.column_config.ProgressColumn(
        text("selection.alike"), format="%.2f", min_value=0, max_value=1, width="small",
        help=text("selection.cosine_of_the_words_both_hold"),
    ),
    "category": st.column_config.TextColumn(text("shared.actual")),
    "subject": st.column_config.TextColumn(text("shared.subject"), width="medium"),
    "body": st.column_config.TextColumn(text("shared.text"), width="large"),
}  # fmt: skip


def rows(workspace: Workspace, ticket: Ticket) -> list[dict[str, str | float]]:
    """The nearest labelled tickets, masked: id, alike, category, subject, body."""
    near = labelled_tickets(workspace).nearest(ticket, SHOWN)
    found = [(tickets.one(workspace, key), alike) for key, alike in near]
    return [
        {
            "id": each.id, "alike": alike, "category": each.category or "",
            "subject": mask(each.subject).text, "body": mask(each.body).text,
        }
        for each, alike in found if each is not None
    ]  # fmt: skip


def show(workspace: Workspace, ticket: Ticket, *, masked: bool) -> None:
    """The nearest labelled tickets, looked up when somebody asks for them."""
    asked = st.expander(
        text("selection.nearest_labelled_tickets"), key="nearest_open", on_change="rerun"
    )
    if not asked.open:
        return
    with asked:
        with st.spinner(text("selection.reading_the_labelled_tickets")):
            near = dict(labelled_tickets(workspace).nearest(ticket, SHOWN))
        rows = tickets.rows(workspace, near, None)
        if rows.empty:
            st.caption(text("selection.no_labelled_ticket_shares"))
            return
        if masked:
            for column in ("subject", "body"):
                rows[column] = [mask(words).text for words in rows[column]]
        rows["alike"] = list(near.values())
        st.dataframe(
            rows, hide_index=True, column_order=list(COLUMNS), column_config=COLUMNS,
            alt=text("selection.nearest_labelled_tickets"),
        )  # fmt: skip
        st.caption(
            text("selection.by_the_words_they_share_among").format(max_shown=number(MAX_SHOWN))
        )
