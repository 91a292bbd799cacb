"""The charts of the screens, as figures of Plotly in the colours of the theme."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from roi.numbers import in_percent, percent
from routing.evaluation.confusion import shares_of_largest, shares_of_rows
from ui.shell.session.reader_locale import separators
from ui.shell.texts import text
from ui.shell.theme import Colours

CONFIG: Final = {"displayModeBar": False}
CELL: Final = 38
# Above the plot and never over what it shows.
LEGEND: Final = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0}


def show(
    figure: go.Figure, alt: str, key: str, *, on_select: bool | Callable[[], None] = False
) -> Any:
    """Draw a figure at full width; with `on_select` its points can be clicked.

    on_select: called before the screen is drawn again, where it is no plain True.
    """
    clicked: Any = on_select if callable(on_select) else "rerun" if on_select else "ignore"
    return st.plotly_chart(
        figure,
        key=key,
        alt=alt,
        config=CONFIG,
        on_select=clicked,
        selection_mode="points",
    )


def matrix(
    labels: Sequence[str],
    counts: Sequence[Sequence[int]],
    axes: tuple[str, str],
    colours: Colours,
    own: Mapping[str, str],
    *,
    shares: bool,
    by_row: bool = True,
) -> go.Figure:
    """A square table of counts as a heat map; a click on a cell is a point with its place.

    axes: what the rows and what the columns are. own: the colours of the labels.
    shares: write each cell as a share of its row instead of a count.
    by_row: colour a cell by its share of the row, else by its count beside the largest.
    """
    share = shares_of_rows(counts)
    words = [
        [_cell(n, part, shares=shares) for n, part in zip(row, parts, strict=True)]
        for row, parts in zip(counts, share, strict=True)
    ]
    depth = share if by_row else shares_of_largest(counts)
    places = list(range(len(labels)))
    figure = go.Figure(
        go.Heatmap(
            z=depth, x=places, y=places, text=words, texttemplate="%{text}", xgap=2, ygap=2,
            textfont=colours.on_scale, colorscale=list(colours.scale), zmin=0, zmax=1,
            showscale=False, hoverinfo="skip",
        )
    )  # fmt: skip
    figure.add_trace(_clickable(labels, counts, share, axes))
    # By place, not by name: two long names may be cut to the same words.
    edges = [-0.5, len(labels) - 0.5]
    named = {
        "tickvals": places, "ticks": "",
        "ticktext": [axis_label(label, own.get(label, colours.muted)) for label in labels],
        "zeroline": False, "showgrid": False,
    }  # fmt: skip
    figure.update_xaxes(title=axes[1], side="bottom", tickangle=-35, range=edges, **named)
    figure.update_yaxes(title=axes[0], range=edges[::-1], **named)
    return laid_out(figure, max(330, 130 + CELL * len(labels)), colours)


def _clickable(
    labels: Sequence[str],
    counts: Sequence[Sequence[int]],
    share: Sequence[Sequence[float]],
    axes: tuple[str, str],
) -> go.Scatter:
    """Invisible points over the cells, because a heat map itself reports no clicks."""
    places = [(i, j) for i in range(len(labels)) for j in range(len(labels))]
    shown = [whole(label) for label in labels]
    rows, columns = axes
    return go.Scatter(
        x=[j for _, j in places],
        y=[i for i, _ in places],
        customdata=[
            [labels[i], labels[j], counts[i][j], in_percent(share[i][j]), shown[i], shown[j]]
            for i, j in places
        ],
        mode="markers",
        marker={"size": CELL, "symbol": "square", "opacity": 0},
        hovertemplate=f"{rows}: %{{customdata[4]}}<br>{columns}: %{{customdata[5]}}<br>"
        f"{text('shared.hover_cell')}<extra></extra>",
        showlegend=False,
    )


def by_month(frame: pd.DataFrame, colours: Colours) -> go.Figure:
    """Tickets a month as bars, the share that people misrouted as a line."""
    days = [[each.isoformat()[:10]] for each in frame["month"]]
    figure = go.Figure(
        go.Bar(
            x=frame["month"], y=frame["tickets"], name=text("shared.tickets"), customdata=days,
            marker={"color": faint(colours.primary, 0.55), "cornerradius": 4},
            hovertemplate=text("shared.hover_month") + "<extra></extra>",
        )
    )  # fmt: skip
    if frame["human_misroutes"].notna().any():
        figure.add_trace(
            go.Scatter(
                x=frame["month"],
                y=frame["human_misroutes"],
                name=text("shared.misrouted_by_people"),
                customdata=days,
                yaxis="y2",
                mode="lines+markers",
                line={"color": colours.bad, "width": 2.5},
                hovertemplate=text("shared.hover_people") + "<extra></extra>",
            )
        )
        figure.update_layout(
            yaxis2={
                "overlaying": "y", "side": "right", "tickformat": ".0%", "rangemode": "tozero",
                "showgrid": False, "title": text("shared.misrouted_by_people"),
            }
        )  # fmt: skip
    figure.update_xaxes(showgrid=False)
    figure.update_yaxes(title=text("shared.tickets"), selector={"side": None})
    figure.update_layout(legend=LEGEND)
    return laid_out(figure, 330, colours)


def per_category(frame: pd.DataFrame, colours: Colours, own: Mapping[str, str]) -> go.Figure:
    """Precision and recall per category as points with their intervals.

    own: the colours of the categories.
    """
    figure = go.Figure()
    names = [
        axis_label(name, own.get(name, colours.muted)) for name in frame[text("shared.category")]
    ]
    for name, colour in (
        (text("shared.precision"), colours.primary),
        (text("shared.recall"), colours.good),
    ):
        figure.add_trace(
            go.Scatter(
                x=frame[name], y=names, name=name, mode="markers",
                customdata=[[category] for category in frame[text("shared.category")]],
                marker={"size": 10, "color": colour},
                error_x={
                    "type": "data", "symmetric": False,
                    "array": frame[f"{name} high"] - frame[name],
                    "arrayminus": frame[name] - frame[f"{name} low"], "thickness": 1.5, "width": 4,
                },
                hovertemplate=f"{name}, %{{y}}: %{{x:.1f}} %<extra></extra>",
            )
        )  # fmt: skip
    figure.update_xaxes(ticksuffix=" %", range=[0, 102])
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_layout(scattermode="group", scattergap=0.6, legend=LEGEND)
    return laid_out(figure, max(260, 90 + 46 * len(frame)), colours)


def laid_out(figure: go.Figure, height: int, colours: Colours) -> go.Figure:
    """The figure with what all figures have in common."""
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 28, "b": 8},
        font={"color": colours.text, "size": 13, "family": "Inter, sans-serif"},
        hoverlabel={"align": "left"},
        dragmode=False,
        separators=separators(),
    )
    axis = {
        "automargin": True, "fixedrange": True, "gridcolor": colours.line,
        "tickfont": {"color": colours.muted, "size": 12}, "title_font": {"color": colours.muted},
    }  # fmt: skip
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    return figure


def _cell(count: int, share: float, *, shares: bool) -> str:
    if count == 0:
        return ""
    return percent(share, 0) if shares else f"{count:,}"


def short(label: str, most: int = 26) -> str:
    """A label that fits an axis."""
    return whole(label if len(label) <= most else label[: most - 1] + "…")


def axis_label(category: str, colour: str) -> str:
    """A category for the axis of a chart, after a square of its colour.

    >>> axis_label("Billing", "#3B5BDB")
    '<span style="color:#3B5BDB">■</span> Billing'
    """
    return f'<span style="color:{colour}">■</span> {short(category)}'


def whole(label: str) -> str:
    """A label as it stands; what a figure would read as markup stays text."""
    return html.escape(" ".join(label.split()), quote=False)


def faint(colour: str, strength: float = 0.14) -> str:
    """A colour that lets most of the paper through."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{strength})"
