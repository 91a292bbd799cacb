"""What is taken for what, and how well each category is recognised; a click selects its tickets."""

from __future__ import annotations

from functools import partial

import streamlit as st

from routing.evaluation.confused import readable, top_mistakes
from routing.evaluation.metrics import Evaluation
from store.runs import Run
from store.workspace import Workspace
from ui.accuracy import figures
from ui.shell import charts, frame, tables
from ui.shell.category_colours import category_colours
from ui.shell.core_sentences import translated
from ui.shell.texts import text
from ui.shell.theme import colours
from ui.shell.tickets import ticket_selection


def confusion(workspace: Workspace, result: Evaluation) -> None:
    """The confusion matrix with its commonest mistakes."""
    with st.container(border=True):
        st.header(text("accuracy.what_for_what"), anchor=False)
        shares = st.segmented_control(
            text("accuracy.show"),
            [text("accuracy.counts"), text("accuracy.shares")],
            default=text("accuracy.counts"),
            key="confusion_show",
            label_visibility="collapsed",
            bind="query-params",
        ) == text("accuracy.shares")
        shown = readable(result.confusion)
        axes = (text("shared.actual_category"), text("shared.predicted_category"))
        shades = colours()
        own = category_colours(workspace, shades)
        counts = shown.matrix.tolist()
        figure = charts.matrix(shown.labels, counts, axes, shades, own, shares=shares)
        clicked = partial(ticket_selection.from_cell, workspace, "confusion", "actual", "predicted")
        charts.show(figure, text("accuracy.confusion_matrix"), "confusion", on_select=clicked)
        st.caption(text("accuracy.cells"))
        st.caption(text("accuracy.commonest_mistakes"))
        for mistake in top_mistakes(result.confusion, 5):
            frame.tickets_link(
                translated(mistake.sentence),
                {"actual": mistake.actual, "predicted": mistake.predicted},
            )


def by_category(workspace: Workspace, result: Evaluation, run: Run) -> None:
    """Precision and recall of every category with their intervals."""
    with st.container(border=True):
        st.header(text("accuracy.category"), anchor=False)
        table = tables.categories(result)
        clicked = partial(ticket_selection.from_part, workspace, "categories", "actual")
        shades = colours()
        figure = charts.per_category(table, shades, category_colours(workspace, shades))
        charts.show(figure, text("accuracy.precision_and_recall"), "categories", on_select=clicked)
        st.dataframe(
            table, hide_index=True, column_config=tables.CATEGORIES, placeholder="–",
            alt=text("shared.by_category"),
        )  # fmt: skip
        st.caption(text("accuracy.bars_brackets_95"))
        figures.report(result, run)
