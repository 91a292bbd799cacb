"""Accuracy part by part: by every column of the export, over time, by length, by confidence."""

from __future__ import annotations

import streamlit as st

from store.runs import Run
from store.tickets import Filters
from store.workspace import Workspace
from ui.accuracy import figures
from ui.shell import charts, evaluation_charts
from ui.shell.texts import text
from ui.shell.theme import colours
from ui.shell.tickets import breakdown, worst_slices
from usecases.evaluation.accuracy_parts import accuracy_by_part, confidence_reliability
from usecases.exploring.dimensions import breakdowns


def by_column(workspace: Workspace, filters: Filters, run: Run) -> None:
    """The share that is wrong by each column, and where it is worst."""
    with st.container(border=True):
        st.header(text("accuracy.wrong_column_export"), anchor=False)
        found = breakdowns(workspace, filters, run.run_id, "decided")
        breakdown.show(workspace, found, filters, "wrong", "accuracy_columns")
        st.caption(text("misroutes.broken_down"))
        worst_slices.show(workspace, filters, run, "decided")


def part_by_part(workspace: Workspace, filters: Filters, run: Run) -> None:
    """Accuracy of the parts with their intervals."""
    with st.container(border=True, height="stretch"):
        st.header(text("accuracy.part_by_part"), anchor=False)
        parts = accuracy_by_part(workspace, run.run_id, filters)
        by = st.segmented_control(
            text("accuracy.by"),
            list(parts), default=next(iter(parts)), key="accuracy_by", required=True,
            label_visibility="collapsed", bind="query-params",
        )  # fmt: skip
        charts.show(
            evaluation_charts.parts(parts[by], colours()),
            text("accuracy.accuracy").format(by=by),
            "parts",
        )
        st.caption(text("accuracy.slices"))


def calibration(workspace: Workspace, run: Run) -> None:
    """What the confidences of the whole run mean."""
    with st.container(border=True, height="stretch"):
        st.header(text("accuracy.does_confidence_mean"), anchor=False)
        chart = st.container()
        with st.expander(text("accuracy.how_computed")):
            fit = st.segmented_control(
                text("accuracy.fit"),
                list(figures.FITS), default="Beta", key="accuracy_fit", required=True,
                label_visibility="collapsed", bind="query-params",
            )  # fmt: skip
            found = confidence_reliability(workspace, run.run_id, figures.FITS[fit])
            if found:
                st.dataframe(
                    figures.calibration(found),
                    hide_index=True,
                    alt=text("accuracy.calibration_label"),
                )
                st.caption(f"{figures.methods(found)} {text('accuracy.refit')}")
        with chart:
            if not found:
                st.caption(text("accuracy.fewer_than_30"))
                return
            figure = evaluation_charts.reliability(found, colours())
            charts.show(figure, text("accuracy.share_right_against_confidence"), "reliability")
            st.caption(text("accuracy.calibration"))
