"""Where it is worst: slices beyond chance, each with its way into the selection."""

from __future__ import annotations

import streamlit as st

from roi.numbers import number, p_value
from store.exploring.breakdowns import Judged
from store.runs import Run
from store.tickets import Filters
from store.workspace import Workspace
from ui.shell import figure_texts
from ui.shell.texts import plain, text
from ui.shell.tickets import ticket_selection
from usecases.exploring.worst_slices import NamedSlice, worst


def show(workspace: Workspace, filters: Filters, run: Run | None, kind: Judged) -> None:
    """The slices, looked for when somebody asks for them."""
    asked = st.expander(
        text("selection.where_is_it_worst"),
        key=f"worst_{kind}",
        on_change="rerun",
        bind="query-params",
    )
    if not asked.open:
        return
    with asked:
        with st.spinner(text("selection.looking_at_every_slice")):
            found = worst(workspace, filters, run.run_id if run else None, kind)
        if not found.can_tell:
            st.caption(text("misroutes.worst_few"))
            return
        for place, each in enumerate(found.slices):
            _slice(workspace, each, f"worst_{kind}_{place}")
        if not found.slices:
            by = plain(", ".join(found.by))
            st.info(text("misroutes.worst_none").format(dimensions=by))
        st.caption(text("misroutes.worst"))


def _slice(workspace: Workspace, each: NamedSlice, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            plain(each.title), key=key, icon=":material/filter_alt:",
            on_click=ticket_selection.toggle, args=(workspace, dict(each.values)),
            help=text("selection.select_these_tickets"),
        )  # fmt: skip
        inside, outside = figure_texts.share(each.share), figure_texts.share(each.elsewhere)
        st.markdown(
            text("selection.wrong_elsewhere_tickets_beyond").format(
                inside=inside,
                outside=outside,
                tickets=number(each.tickets),
                excess=number(each.excess),
                p=p_value(each.p),
            )
        )
