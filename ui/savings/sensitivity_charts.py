"""What the case hangs on: how far each input moves it, and the payback under two of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go

from roi.export.input_wording import input_amount
from roi.export.report import Report
from roi.inputs.assumptions import assumptions
from roi.numbers import payback
from roi.risk.sensitivity import Bar, Grid
from ui.savings.chart_parts import (
    HEIGHT,
    Spec,
    drawn,
    faint,
    input_name,
    money_axis,
    wrapped,
)
from ui.shell.texts import text
from ui.shell.theme import Colours

BARS: Final = 10
NEVER: Final = "never"


def tornado(bars: Sequence[Bar], report: Report, colours: Colours) -> go.Figure:
    """The inputs that move the net present value most, each over its range."""
    found, base = list(bars[:BARS]), report.case.npv
    low = [(bar.low, bar.npv_at_low) for bar in found]
    high = [(bar.high, bar.npv_at_high) for bar in found]
    ends = [npv for _, npv in (*low, *high)] + [base]
    axes = money_axis("x", ends, report.scenario.currency, zero=False)
    here = {"type": "line", "xref": "x", "yref": "paper", "x0": base, "x1": base, "y0": 0, "y1": 1}
    axes["shapes"] = [*axes["shapes"], here | {"line": {"color": colours.text, "width": 1}}]
    return drawn(
        [_arm(found, low, "low", report, colours), _arm(found, high, "high", report, colours)],
        max(HEIGHT, 90 + 40 * len(found)), colours, barmode="overlay", bargap=0.3,
        showlegend=False, yaxis={"showgrid": False, "autorange": "reversed"}, **axes,
    )  # fmt: skip


def _arm(
    bars: Sequence[Bar],
    ends: Sequence[tuple[float, float]],
    which: str,
    report: Report,
    colours: Colours,
) -> Spec:
    base = report.case.npv
    return {
        "type": "bar", "orientation": "h", "x": [npv - base for _, npv in ends],
        "base": [base] * len(bars), "y": [wrapped(bar.label) for bar in bars],
        "marker": {"color": [colours.good if npv >= base else colours.bad for _, npv in ends]},
        "opacity": 1.0 if which == "high" else 0.6,
        "customdata": [
            [bar.label, report.value(bar.key, value), report.money(npv)]
            for bar, (value, npv) in zip(bars, ends, strict=True)
        ],
        "hovertemplate": text(f"savings.hover_{which}_end") + "<extra></extra>",
    }  # fmt: skip


def payback_map(grid: Grid, report: Report, colours: Colours) -> go.Figure:
    """Payback in months over two inputs; where it never comes, the cell says so."""
    never = report.scenario.horizon_months * 1.15
    xs, ys = _values(grid.x_key, grid.xs, report), _values(grid.y_key, grid.ys, report)
    trace = {
        "type": "heatmap", "x": list(range(len(xs))), "y": list(range(len(ys))),
        "z": [[never if month is None else month for month in row] for row in grid.payback],
        "text": [[NEVER if m is None else str(m) for m in row] for row in grid.payback],
        "texttemplate": "%{text}", "textfont": {"color": colours.text}, "showscale": False,
        "zmin": 0, "zmax": never, "xgap": 2, "ygap": 2,
        "colorscale": [
            [0, faint(colours.good, 0.85)], [0.5, faint(colours.good, 0.2)],
            [0.87, faint(colours.bad, 0.25)], [1, faint(colours.bad, 0.6)],
        ],
        "customdata": [
            [[x, y, payback(month)] for x, month in zip(xs, row, strict=True)]
            for y, row in zip(ys, grid.payback, strict=True)
        ],
        "hovertemplate": f"{input_name(grid.x_key)}: %{{customdata[0]}}<br>"
        f"{input_name(grid.y_key)}: %{{customdata[1]}}<br>"
        f"{text('savings.payback')} %{{customdata[2]}}<extra></extra>",
    }  # fmt: skip
    return drawn(
        [trace], 400, colours, xaxis=_labelled(grid.x_key, xs), yaxis=_labelled(grid.y_key, ys)
    )


def _labelled(key: str, names: list[str]) -> Spec:
    return {
        "title": {"text": input_name(key)}, "tickvals": list(range(len(names))), "ticktext": names,
        "showgrid": False,
    }  # fmt: skip


def _values(key: str, values: Sequence[float], report: Report) -> list[str]:
    return [input_amount(assumptions()[key], value, report.scenario.currency) for value in values]
