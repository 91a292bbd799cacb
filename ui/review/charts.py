"""The chart of accepted suggestions over time."""

from __future__ import annotations

import plotly.graph_objects as go

from roi.numbers import in_percent
from routing.evaluation.statistics.intervals import Measured
from ui.shell.charts import laid_out
from ui.shell.interval_bars import interval_bars
from ui.shell.texts import text
from ui.shell.theme import Colours


def accepted(found: dict[str, Measured], colours: Colours) -> go.Figure:
    """The share of suggestions that people accepted, with its interval, period by period."""
    shares = [in_percent(each.value) for each in found.values()]
    figure = go.Figure(
        go.Scatter(
            x=list(found), y=shares, mode="lines+markers", customdata=[m.n for m in found.values()],
            line={"color": colours.primary, "width": 2.5}, marker={"size": 9},
            error_y=interval_bars(list(found.values())),
            hovertemplate=text("review.hover_accepted") + "<extra></extra>",
        )
    )  # fmt: skip
    figure.update_xaxes(type="category", showgrid=False)
    figure.update_yaxes(ticksuffix=" %", range=[0, 104])
    return laid_out(figure, 300, colours)
