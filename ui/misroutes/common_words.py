"""What misrouted tickets have in common: clusters with their words, counts and examples."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from roi.numbers import number
from routing.privacy.masking import mask
from store import tickets
from store.runs import Run
from store.tickets import Filters
from store.workspace import Workspace
from ui.shell import frame
from ui.shell.figure_texts import share as percent
from ui.shell.provenance import chip
from ui.shell.texts import text
from usecases.exploring.misroute_terms import MIN_TICKETS, Group, commonalities
from usecases.exploring.misroutes import Found
from usecases.provenance import measured

COLUMNS = {
    text("misroutes.words"): st.column_config.TextColumn(text("misroutes.words"), width="small"),
    text("misroutes.here_label"): st.column_config.NumberColumn(
        text("misroutes.here_label"), format="percent", help=text("misroutes.here")
    ),
    text("misroutes.elsewhere_label"): st.column_config.NumberColumn(
        text("misroutes.elsewhere_label"), format="percent", help=text("misroutes.elsewhere")
    ),
    text("shared.tickets"): st.column_config.NumberColumn(
        text("shared.tickets"), format="localized", width="small"
    ),
}


def show(workspace: Workspace, found: Found, filters: Filters, run: Run | None) -> None:
    """The clusters of the tickets that match, found when somebody asks for them."""
    asked = st.expander(
        text("misroutes.what_they_have"), key="common_open", on_change="rerun", bind="query-params"
    )
    if not asked.open:
        return
    with asked:
        flows = found.flows()
        names = tuple(sorted({*flows["start"], *flows["finish"]}))
        with st.spinner(text("misroutes.reading_tickets")):
            result = commonalities(workspace, filters, run.run_id if run else None, names)
        if result.tickets < MIN_TICKETS:
            st.caption(
                text("misroutes.fewer_than_tickets_have_too").format(min_tickets=MIN_TICKETS)
            )
            return
        with frame.row("halves", "_common"):
            for group in result.groups:
                with st.container(border=True, height="stretch"):
                    _group(workspace, group)
        st.caption(
            text("misroutes.of_these_tickets_beside_of").format(
                looked_at=number(result.looked_at),
                compared_with=number(result.compared_with),
                more=text("misroutes.common"),
            )
        )


def _group(workspace: Workspace, group: Group) -> None:
    st.markdown(
        text("misroutes.tickets_and_share").format(
            tickets=number(group.tickets), share=percent(group.share)
        )
    )
    chip(measured(group.share, text("misroutes.misrouted_tickets_looked_at")))
    if group.terms:
        table = pd.DataFrame(
            {
                text("misroutes.words"): [term.words for term in group.terms],
                text("shared.tickets"): [term.here for term in group.terms],
                text("misroutes.here_label"): [term.share_here for term in group.terms],
                text("misroutes.elsewhere_label"): [term.share_elsewhere for term in group.terms],
            }
        )
        st.dataframe(
            table, hide_index=True, column_config=COLUMNS, alt=text("misroutes.words_in_common")
        )
    else:
        st.caption(text("misroutes.no_word_sets"))
    st.caption(text("misroutes.most_typical"))
    for subject in _subjects(workspace, group):
        st.text(subject)


def _subjects(workspace: Workspace, group: Group) -> list[str]:
    rows = tickets.rows(workspace, group.examples, None)
    return [
        f"{row.id}: {mask(str(row.subject or row.body)[:200]).text}" for row in rows.itertuples()
    ]
