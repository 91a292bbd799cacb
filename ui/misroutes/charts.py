"""The figures of the Misroutes screen."""

from __future__ import annotations

from typing import Final

import pandas as pd
import plotly.graph_objects as go

from ui.shell.charts import faint, laid_out, short, whole
from ui.shell.theme import Colours

MAX_WAYS: Final = 20


def ways(flows: pd.DataFrame, colours: Colours) -> go.Figure:
    """The commonest ways as bands from where tickets started to where they belong."""
    shown = flows.head(MAX_WAYS)
    starts, ends = (list(dict.fromkeys(shown[side])) for side in ("start", "finish"))
    colour = _colour_of([*starts, *ends], colours)
    place = {("start", name): i for i, name in enumerate(starts)}
    place |= {("finish", name): len(starts) + i for i, name in enumerate(ends)}
    figure = go.Figure(
        go.Sankey(
            arrangement="snap",
            textfont={"color": colours.text, "size": 13, "shadow": "none"},
            node={
                "label": [short(name) for name in (*starts, *ends)],
                "customdata": [whole(name) for name in (*starts, *ends)],
                "color": [colour[name] for name in (*starts, *ends)],
                "line": {"width": 0}, "pad": 14, "thickness": 14,
                "hovertemplate": "%{customdata}: %{value:,} tickets<extra></extra>",
            },
            link={
                "source": [place["start", name] for name in shown["start"]],
                "target": [place["finish", name] for name in shown["finish"]],
                "value": shown["tickets"].tolist(),
                "color": [faint(colour[name], 0.35) for name in shown["start"]],
                "hovertemplate": "%{source.customdata} → %{target.customdata}: "
                "%{value:,} tickets<extra></extra>",
            },
        )
    )  # fmt: skip
    return laid_out(figure, max(320, 60 + 34 * max(len(starts), len(ends))), colours)


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
                hovertemplate="Week of %{x|%d %b %Y}: %{y:.1%} of %{customdata[0]:,} tickets"
                "<br>95 % interval %{customdata[1]:.1%} to %{customdata[2]:.1%}<extra></extra>",
            ),
        ]
    )  # fmt: skip
    figure.update_layout(showlegend=False)
    figure.update_xaxes(showgrid=False)
    figure.update_yaxes(tickformat=".0%", rangemode="tozero", title=title)
    return laid_out(figure, 320, colours)


def _colour_of(names: list[str], colours: Colours) -> dict[str, str]:
    """One colour a category, the same on both sides."""
    series = colours.series
    return {name: series[i % len(series)] for i, name in enumerate(dict.fromkeys(names))}
