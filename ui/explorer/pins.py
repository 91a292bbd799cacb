"""Pinned queries on Overview, each as a small table or chart under its title."""

from __future__ import annotations

import streamlit as st

from roi.numbers import number
from store.explorer import saved_queries
from store.explorer.saved_queries import SavedQuery
from store.workspace import Workspace
from ui.explorer import parameters, plots, query_draft
from ui.explorer.results import as_cells
from ui.shell import charts, frame
from ui.shell.server.process import process
from ui.shell.session.selection import link
from ui.shell.texts import plain, text
from ui.shell.theme import colours
from usecases.queries.pinned import Pinned, shared_parameters, with_parameters
from usecases.queries.vocabulary import values

ROWS = 100
HEIGHT = 300
BARS = 500


def show(workspace: Workspace) -> None:
    """Every pinned query; nothing where there is none."""
    pinned = [query for query in saved_queries.saved(workspace) if query.pinned]
    if not pinned:
        return
    st.header(text("explorer.pinned_queries"), anchor=False)
    pinned = _filtered(workspace, pinned)
    found = [process().pins.of(workspace, query) for query in pinned]
    for each in found:
        each.job.wait(0.3)
    live = any(each.job.live for each in found)
    st.fragment(_row, run_every=1.0 if live else None)(workspace, pinned)


def _filtered(workspace: Workspace, pinned: list[SavedQuery]) -> list[SavedQuery]:
    """The queries with the values of the filter that all of them share; in the address, too."""
    names = shared_parameters(pinned)
    if not names:
        return pinned
    known, chosen = values(workspace), {}
    with frame.row("filters", "_pins"):
        for name in names:
            key = f"pins_{name}"
            linked = st.query_params.get(key)
            chosen[name] = parameters.one_of(name, known.get(name, ()), linked, key)
            if chosen[name]:
                st.query_params[key] = str(chosen[name])
            elif linked:
                del st.query_params[key]
    st.caption(text("explorer.common_filter"))
    return with_parameters(pinned, chosen)


def _row(workspace: Workspace, pinned: list[SavedQuery]) -> None:
    found = [process().pins.of(workspace, query) for query in pinned]
    with frame.row("halves", "_pins"):
        for query, each in zip(pinned, found, strict=True):
            with st.container(border=True, height="stretch"):
                st.header(plain(query.title), anchor=False)
                _answer(query, each)
                st.page_link(
                    frame.PAGES / "explorer.py", label=text("explorer.open_the_query"),
                    icon=":material/terminal:",
                    query_params=link(query=f"{query_draft.OWN}{query.query_id}"),
                )  # fmt: skip


def _answer(query: SavedQuery, each: Pinned) -> None:
    answer = each.question.answer
    if each.job.live:
        st.caption(text("explorer.on_its_way"))
    elif each.job.error or answer is None:
        st.caption(
            text("explorer.this_query_has_no_answer_now").format(error=plain(each.job.error or ""))
        )
    elif answer.table.num_rows == 0:
        st.caption(text("explorer.nothing"))
    elif query.chart and (plot := plots.proposed(answer.table, query.chart)):
        figure = plots.draw(answer.table.slice(0, BARS), plot, colours(), HEIGHT)
        charts.show(figure, query.title, f"pin_{query.query_id}")
    else:
        st.dataframe(
            as_cells(answer.table.slice(0, ROWS)),
            hide_index=True,
            alt=query.title,
            height=HEIGHT,
            placeholder="null",
        )
        if answer.table.num_rows > ROWS:
            st.caption(
                text("explorer.the_first_of_rows").format(
                    rows=ROWS, num_rows=number(answer.table.num_rows)
                )
            )
