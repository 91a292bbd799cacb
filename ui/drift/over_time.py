"""A figure over time with its interval, beside the reference and the target."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from store.drift.watch import Period
from store.workspace import Workspace
from ui.drift.reference import named
from ui.shell import charts, frame
from ui.shell.charts import faint, laid_out
from ui.shell.texts import text
from ui.shell.theme import Colours, colours
from usecases.drift import status
from usecases.drift.over_time import SHARES, Course, Watched, course, subjects, usual_period
from usecases.drift.status import Status

PERIODS: Final[tuple[Period, ...]] = ("day", "week", "month")


def show(workspace: Workspace, found: Status) -> None:
    """Choose what, by which period; then the chart."""
    with frame.row("filters", "_drift"):
        chosen = st.selectbox(
            text("shared.what"),
            list(Watched),
            key="drift_what",
            format_func=lambda w: text(f"drift.{w}"),
        )
        watched = chosen or Watched.VOLUME
        names = subjects(workspace, watched)
        subject = st.selectbox(text("drift.which"), names, key=f"drift_{watched}") if names else ""
        usual = usual_period(workspace)
        period = st.segmented_control(
            text("drift.by"), PERIODS, default=usual, key="drift_period", width="content",
            format_func=lambda each: text(f"drift.by_{each}"),
        )  # fmt: skip
    shown = course(workspace, watched, period or usual, subject or "")
    if not shown.points:
        st.info(text("drift.no_dates"))
        return
    title = text(f"drift.{watched}")
    charts.show(
        figure(shown, title, colours()),
        text("drift.trait_over_time").format(title=title),
        "drift_course",
    )
    st.caption(text("drift.band").format(span=named(found.span)))
    if watched is Watched.VOLUME:
        st.caption(text("drift.newest_left_out"))
    _indices(workspace)


def figure(shown: Course, title: str, colours: Colours) -> go.Figure:
    """Line and band; the reference as a dashed line with a strip, the target dotted."""
    data = shown.frame()
    band: dict[str, Any] = {
        "x": data["at"], "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip",
        "showlegend": False,
    }  # fmt: skip
    number = ".1%" if shown.watched in SHARES else ",.4~g"
    made = go.Figure([
        go.Scatter(**band, y=data["high"]),
        go.Scatter(**band, y=data["low"], fill="tonexty", fillcolor=faint(colours.primary, 0.18)),
        go.Scatter(
            x=data["at"], y=data["value"], mode="lines+markers", name=title,
            line={"color": colours.primary, "width": 2.5}, marker={"size": 5},
            customdata=data[["n", "low", "high"]].to_numpy(),
            hovertemplate=text("drift.hover_value").replace("#", number) + "<extra></extra>",
        ),
    ])  # fmt: skip
    if shown.reference:
        ref = shown.reference
        made.add_hrect(y0=ref.low, y1=ref.high, fillcolor=faint(colours.muted, 0.15), line_width=0)
        _line(
            made,
            ref.value,
            text("drift.reference_line"),
            {"color": colours.muted, "dash": "dash"},
            colours,
        )
    if shown.target is not None:
        _line(
            made,
            shown.target,
            text("drift.target_line"),
            {"color": colours.good, "dash": "dot"},
            colours,
        )
    made.update_layout(showlegend=False)
    made.update_xaxes(showgrid=False, tickformat="%d %b %Y")
    made.update_yaxes(title=title, tickformat=".0%" if shown.watched in SHARES else None)
    return laid_out(made, 380, colours)


def _line(made: go.Figure, at: float, name: str, line: dict[str, str], colours: Colours) -> None:
    made.add_hline(
        y=at, line=line, annotation_text=name, annotation_position="top left",
        annotation_font_color=colours.text,
    )  # fmt: skip


def _indices(workspace: Workspace) -> None:
    with st.expander(text("drift.psi_jensen_shannon_and_a_domain")):
        st.caption(text("drift.indices"))
        found = status.indices(workspace)
        rows = [(each.name, each.value, each.usual, each.high) for each in found]
        names = [
            text("drift.index"),
            text("drift.newest_500_tickets"),
            text("drift.by_chance"),
            text("drift.by_chance_19_of_20_stay_below"),
        ]
        decimals = {name: st.column_config.NumberColumn(format="%.3f") for name in names[1:]}
        st.dataframe(
            pd.DataFrame(rows, columns=names), hide_index=True, column_config=decimals,
            alt=text("drift.indices_of_drift"),
        )  # fmt: skip
