"""The charts of the business case, as figures of Plotly in the colours of the theme.

Traces are plain dictionaries: objects of Plotly take ten times as long to build.
"""

from __future__ import annotations

import html
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import plotly.graph_objects as go

from roi.export.input_wording import input_amount as amount
from roi.export.report import Report
from roi.inputs.assumptions import assumptions
from roi.model.lines import table
from roi.numbers import month_ticks, payback, short_money, ticks
from roi.results.bridge import Step
from roi.results.case import Case
from roi.risk.sensitivity import Bar, Grid
from ui.shell.charts import LEGEND
from ui.shell.session.reader_locale import separators
from ui.shell.theme import Colours

Spec = dict[str, Any]
HEIGHT: Final = 340
MAX_WIDTH: Final = 27
BARS: Final = 10
NEVER: Final = "never"
# What the words beside the bars of a waterfall take of its width in the narrowest card.
ROOM: Final = 0.7
GROUND: Final = "#8893A8"


def cash(report: Report, colours: Colours) -> go.Figure:
    """Cumulative cash with the band that eight draws of ten stay in, and the payback month."""
    line, spread = report.case.cumulative, report.uncertainty.band
    low, high = spread.bad, spread.good
    months, last = list(range(len(line))), len(line) - 1
    edge = {"type": "scatter", "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    band = {
        "fill": "tonexty",
        "fillcolor": faint(colours.primary, 0.18),
        "name": "Bad case to good case",
    }
    middle = {
        "type": "scatter", "x": months, "y": line, "name": "This scenario", "mode": "lines",
        "line": {"color": colours.primary, "width": 3}, "customdata": _written(line, report),
        "hovertemplate": "Month %{x}: %{customdata}<extra></extra>",
    }  # fmt: skip
    data: list[Spec] = [
        {"x": months, "y": high, "showlegend": False, **edge},
        {"x": months, "y": low, **band, **edge},
        middle,
    ]
    if report.case.payback is not None:
        data.append(_marker(report.case.payback, line, colours))
    ends = (("bad case", low[-1]), ("expected", line[-1]), ("good case", high[-1]))
    return drawn(
        data, HEIGHT, colours, showlegend=False,
        xaxis=_months(last) | {"range": [0, last]},
        annotations=[_named_end(name, last, end, report, colours) for name, end in ends],
        **_money("y", [*line, *low, *high], report.scenario.currency),
    )  # fmt: skip


def _named_end(name: str, month: int, value: float, report: Report, colours: Colours) -> Spec:
    """What a line is called and comes to, where it ends."""
    main = name == "expected"
    words = f"{name} {short_money(value, report.scenario.currency)}"
    return {
        "x": month, "y": value, "text": f"<b>{words}</b>" if main else words, "showarrow": False,
        "xanchor": "right", "yanchor": "top" if name == "bad case" else "bottom",
        "font": {"size": 12, "color": colours.primary if main else colours.muted},
    }  # fmt: skip


def _marker(month: int, line: Sequence[float], colours: Colours) -> Spec:
    early = month < len(line) / 2
    return {
        "type": "scatter", "x": [month], "y": [line[month]], "mode": "markers+text",
        "showlegend": False, "cliponaxis": False, "hoverinfo": "skip",
        "marker": {"size": 13, "color": colours.good, "symbol": "diamond"},
        "text": [f"<b>Payback: {payback(month)}</b>"], "textfont": {"color": colours.text},
        "textposition": "bottom right" if early else "top left",
    }  # fmt: skip


def steps(found: Sequence[Step], report: Report, colours: Colours, *, cost: bool) -> go.Figure:
    """A waterfall or a bridge; with `cost` it is good when a step leads down."""
    kept = [step for step in found if step.total or abs(step.amount) >= 0.5]  # noqa: PLR2004
    up, down = (colours.bad, colours.good) if cost else (colours.good, colours.bad)
    currency = report.scenario.currency
    trace = {
        "type": "waterfall", "y": [wrapped(step.label) for step in kept],
        "x": [step.amount for step in kept], "orientation": "h",
        "measure": ["absolute" if step.total else "relative" for step in kept],
        "text": [short_money(step.amount, currency) for step in kept],
        "textposition": "outside", "cliponaxis": False, "textfont": {"color": colours.text},
        "increasing": {"marker": {"color": up}}, "decreasing": {"marker": {"color": down}},
        "totals": {"marker": {"color": colours.primary}},
        "connector": {"line": {"color": colours.muted, "width": 1, "dash": "dot"}},
        "customdata": [[step.label, report.money(step.amount)] for step in kept],
        "hovertemplate": "%{customdata[0]}: %{customdata[1]} a year<extra></extra>",
    }  # fmt: skip
    return drawn(
        [trace], max(HEIGHT, 70 + 34 * len(kept)), colours, showlegend=False,
        yaxis={"showgrid": False, "autorange": "reversed"}, **_bare("x", _levels(kept)),
    )  # fmt: skip


def by_month(report: Report, colours: Colours) -> go.Figure:
    """Benefits up and costs down, month by month, and the net as a line."""
    lines, net = report.case.flows.lines, report.case.flows.net
    months = list(range(1, len(net)))
    shown = (*table().where(side="benefit"), *table().running)
    flows = {
        line.label: [line.sign * float(each) + 0.0 for each in lines[line.key][1:]]
        for line in shown
    }
    shades = _shades(colours)
    data: list[Spec] = [
        {
            "type": "bar", "x": months, "y": amounts, "name": name,
            "marker": {"color": shades[name]}, "customdata": _written(amounts, report),
            "hovertemplate": f"{name}, month %{{x}}: %{{customdata}}<extra></extra>",
        }
        for name, amounts in flows.items()
        if max(map(abs, amounts)) >= 0.005  # noqa: PLR2004 - half a cent shows as nothing
    ]  # fmt: skip
    later = [float(each) + 0.0 for each in net[1:]]
    line_of_net = {
        "type": "scatter", "x": months, "y": later, "name": "Net", "mode": "lines",
        "line": {"color": colours.text, "width": 2}, "customdata": _written(later, report),
        "hovertemplate": "Net, month %{x}: %{customdata}<extra></extra>",
    }  # fmt: skip
    stacked = np.array(list(flows.values()))
    ends = [float(np.maximum(stacked, 0).sum(0).max()), float(np.minimum(stacked, 0).sum(0).min())]
    return drawn(
        [*data, line_of_net], HEIGHT + 40, colours, barmode="relative", bargap=0.15, legend=LEGEND,
        xaxis=_months(len(net) - 1), **_money("y", ends, report.scenario.currency),
    )  # fmt: skip


def _shades(colours: Colours) -> Mapping[str, str]:
    """Benefits and running costs, each side from strong to faint."""
    shades = {}
    for lines, colour in (
        (table().where(side="benefit"), colours.good),
        (table().running, colours.bad),
    ):
        for at, line in enumerate(lines):
            shades[line.label] = faint(colour, 1.0 - 0.75 * at / len(lines))
    return shades


def tornado(bars: Sequence[Bar], report: Report, colours: Colours) -> go.Figure:
    """The inputs that move the net present value most, each over its range."""
    found, base = list(bars[:BARS]), report.case.npv
    low = [(bar.low, bar.npv_at_low) for bar in found]
    high = [(bar.high, bar.npv_at_high) for bar in found]
    ends = [npv for _, npv in (*low, *high)] + [base]
    axes = _money("x", ends, report.scenario.currency, zero=False)
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
        "hovertemplate": f"%{{customdata[0]}} at the {which} end of its range, %{{customdata[1]}}:"
        "<br>net present value %{customdata[2]}<extra></extra>",
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
        "hovertemplate": f"{_name(grid.x_key)}: %{{customdata[0]}}<br>{_name(grid.y_key)}: "
        "%{customdata[1]}<br>payback %{customdata[2]}<extra></extra>",
    }  # fmt: skip
    return drawn(
        [trace], 400, colours, xaxis=_labelled(grid.x_key, xs), yaxis=_labelled(grid.y_key, ys)
    )


def lines(cases: Mapping[str, Case], currency: str, colours: Colours) -> go.Figure:
    """The cumulative cash of several scenarios."""
    data: list[Spec] = [
        {
            "type": "scatter", "x": list(range(len(each.cumulative))), "y": each.cumulative,
            "name": short(name), "mode": "lines", "line": {"color": colour, "width": 2.5},
            "customdata": [short_money(cash, currency) for cash in each.cumulative],
            "hovertemplate": "%{fullData.name}, month %{x}: %{customdata}<extra></extra>",
        }
        for (name, each), colour in zip(cases.items(), _palette(colours), strict=False)
    ]  # fmt: skip
    longest = max(len(each.cumulative) for each in cases.values())
    amounts = [cash for each in cases.values() for cash in each.cumulative]
    return drawn(
        data, HEIGHT, colours, legend=LEGEND, xaxis=_months(longest - 1),
        **_money("y", amounts, currency),
    )  # fmt: skip


def _palette(colours: Colours) -> list[str]:
    """Edited, conservative, expected, optimistic, then what was saved; nothing in red."""
    return [colours.series[at] for at in (0, 2, 6, 1, 4, 5, 7, 8)]


def drawn(data: list[Spec], height: int, colours: Colours, **layout: Any) -> go.Figure:
    """The chart, with what all of them share."""
    axis = {
        "automargin": True, "fixedrange": True, "gridcolor": colours.line, "zeroline": False,
        "tickfont": {"color": colours.muted, "size": 12},
    }  # fmt: skip
    axes = {name: axis | layout.pop(name, {}) for name in ("xaxis", "yaxis")}
    shared = {
        "height": height, "margin": {"l": 8, "r": 16, "t": 28, "b": 8}, "dragmode": False,
        "font": {"color": colours.text, "size": 13}, "hoverlabel": {"align": "left"},
        "separators": separators(),
    }  # fmt: skip
    # Checking every property would take three times as long as all the rest.
    return go.Figure({"data": data, "layout": {**shared, **axes, **layout}}, _validate=False)


def short(label: str, most: int = 26) -> str:
    """A label that fits an axis; angle brackets would be read as markup there."""
    cut = label if len(label) <= most else label[: most - 1].rstrip() + "…"
    return html.escape(cut, quote=False)


def wrapped(label: str) -> str:
    """A label on as many lines as it needs.

    >>> wrapped("Share of freed time that is really used")
    'Share of freed time that is<br>really used'
    """
    return "<br>".join(html.escape(line, quote=False) for line in textwrap.wrap(label, MAX_WIDTH))


def faint(colour: str, strength: float = 0.14) -> str:
    """The colour, seen through."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{strength})"


def _money(axis: str, amounts: Sequence[float], currency: str, *, zero: bool = True) -> Spec:
    """An axis of round amounts, with a line at zero."""
    marks = ticks(amounts, zero=zero)
    names = [short_money(mark, currency) for mark in marks]
    scale = {"tickvals": marks, "ticktext": names, "range": [marks[0], marks[-1]]}
    across = {"xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": 0, "y1": 0}
    down = {"xref": "x", "yref": "paper", "x0": 0, "x1": 0, "y0": 0, "y1": 1}
    line = {"type": "line", "layer": "below", "line": {"width": 1, "color": GROUND}}
    lines = [line | (across if axis == "y" else down)] if marks[0] <= 0 <= marks[-1] else []
    return {f"{axis}axis": scale, "shapes": lines}


def _bare(axis: str, amounts: Sequence[float]) -> Spec:
    """An axis whose bars say their amounts themselves: a line at zero, and room for the words."""
    scale = {"range": [min(amounts), max(amounts)], "showticklabels": False, "showgrid": False}
    return {**_money(axis, amounts, "USD"), f"{axis}axis": scale}


def _months(last: int) -> Spec:
    return {"title": {"text": "Month"}, "showgrid": False, "tickvals": month_ticks(last)}


def _labelled(key: str, names: list[str]) -> Spec:
    return {
        "title": {"text": _name(key)}, "tickvals": list(range(len(names))), "ticktext": names,
        "showgrid": False,
    }  # fmt: skip


def _levels(found: Sequence[Step]) -> list[float]:
    """The levels that a waterfall reaches, with room for the words beside its bars."""
    reached, levels = 0.0, [0.0]
    for step in found:
        reached = step.amount if step.total else reached + step.amount
        levels.append(reached)
    room = (max(levels) - min(levels)) * ROOM
    return [*levels, max(levels) + room, min(levels) - (room if min(levels) < 0 else 0)]


def _written(amounts: Sequence[float], report: Report) -> list[str]:
    return [report.money(each) for each in amounts]


def _name(key: str) -> str:
    return html.escape(assumptions()[key].label, quote=False)


def _values(key: str, values: Sequence[float], report: Report) -> list[str]:
    return [amount(assumptions()[key], value, report.scenario.currency) for value in values]
