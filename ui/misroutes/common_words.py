"""What misrouted tickets have in common: clusters with their words, counts and examples."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from routing.privacy import mask
from store import tickets
from store.runs import Run
from store.tickets import Filters, Keys
from store.workspace import Workspace
from ui.misroutes.found import Found
from ui.shell import frame, ticket_table
from ui.shell.measured import share as percent
from ui.shell.provenance import chip, measured
from ui.shell.texts import text
from usecases.misroute_terms import MIN_TICKETS, Common, Group, commonalities

COLUMNS = {
    "Words": st.column_config.TextColumn("Words", width="small"),
    "Here": st.column_config.NumberColumn("Here", format="percent", help=text("misroutes.here")),
    "Elsewhere": st.column_config.NumberColumn(
        "Elsewhere", format="percent", help=text("misroutes.elsewhere")
    ),
    "Tickets": st.column_config.NumberColumn("Tickets", format="localized", width="small"),
}


def show(workspace: Workspace, found: Found, filters: Filters, run: Run | None) -> None:
    """The clusters of the tickets that match, found when somebody asks for them."""
    asked = st.expander(
        "What they have in common", key="common_open", on_change="rerun", bind="query-params"
    )
    if not asked.open:
        return
    with asked:
        keys = ticket_table.matching(workspace, filters, run.run_id if run else None)
        flows = found.flows()
        names = tuple(sorted({*flows["start"], *flows["finish"]}))
        result = _common(workspace, workspace.revision, filters, keys, names)
        if len(keys) < MIN_TICKETS:
            st.caption(f"Fewer than {MIN_TICKETS} tickets have too little in common to tell.")
            return
        with frame.row("halves", "_common"):
            for group in result.groups:
                with st.container(border=True, height="stretch"):
                    _group(workspace, group)
        st.caption(
            f"{result.looked_at:,} of these tickets beside {result.compared_with:,} of the same "
            f"categories that went the right way. {text('misroutes.common')}"
        )


@st.cache_data(max_entries=8, show_spinner="Reading the tickets …")
def _common(
    _workspace: Workspace, mark: str, filters: Filters, _keys: Keys, names: Sequence[str]
) -> Common:
    """Cached by the state of the workspace and the filters that gave the keys."""
    del mark, filters
    return commonalities(_workspace, _keys, names)


def _group(workspace: Workspace, group: Group) -> None:
    st.markdown(f"**{group.tickets:,} tickets · {percent(group.share)}**")
    chip(measured(group.share, "misrouted tickets looked at"))
    if group.terms:
        table = pd.DataFrame(
            {
                "Words": [term.words for term in group.terms],
                "Tickets": [term.here for term in group.terms],
                "Here": [term.here / term.n_here for term in group.terms],
                "Elsewhere": [term.elsewhere / max(1, term.n_elsewhere) for term in group.terms],
            }
        )
        st.dataframe(table, hide_index=True, column_config=COLUMNS, alt="Words in common")
    else:
        st.caption("No word sets them clearly apart from tickets that went the right way.")
    st.caption("The most typical:")
    for subject in _subjects(workspace, group):
        st.text(subject)


def _subjects(workspace: Workspace, group: Group) -> list[str]:
    rows = tickets.rows(workspace, group.examples, None)
    return [
        f"{row.id}: {mask(str(row.subject or row.body)[:200]).text}" for row in rows.itertuples()
    ]
