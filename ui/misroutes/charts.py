"""The figures of the Misroutes screen."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ui.shell.charts import faint, laid_out
from ui.shell.texts import text
from ui.shell.theme import Colours


def by_week(weeks: pd.DataFrame, title: str, colours: Colours) -> go.Figure:
    """The share that went wrong, week by week, with its 95 % interval as a band."""
    band = {"x": weeks["week"], "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    figure = go.Figure(
        [
            go.Scatter(**band, y=weeks["high"]),
            go.Scatter(**band, y=weeks["low"], fill="tonexty", fillcolor=faint(colours.bad, 0.18)),
            go.Scatter(
                x=weeks["week"], y=weeks["share"], mode="lines+markers",
                line={"color": colours.bad, "width": 2.5}, marker={"size": 5},
                customdata=weeks[["tickets", "low", "high"]].to_numpy(),
                hovertemplate=text("misroutes.hover_week") + "<extra></extra>",
            ),
        ]
    )  # fmt: skip
    figure.update_layout(showlegend=False)
    figure.update_xaxes(showgrid=False)
    figure.update_yaxes(tickformat=".0%", rangemode="tozero", title=title)
    return laid_out(figure, 320, colours)
