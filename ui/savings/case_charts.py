"""The charts of the business case, as figures of Plotly in the colours of the theme.

Traces are plain dictionaries: objects of Plotly take ten times as long to build.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from typing import Final

import numpy as np
import plotly.graph_objects as go

from roi.export.report import Report
from roi.export.wording import line_label
from roi.model.lines import table
from roi.numbers import payback, short_money
from roi.results.bridge import Step
from roi.results.case import Case
from ui.savings.chart_parts import (
    HEIGHT,
    Spec,
    bare_axis,
    drawn,
    faint,
    money_axis,
    month_axis,
    short,
    wrapped,
)
from ui.shell.charts import LEGEND
from ui.shell.texts import text
from ui.shell.theme import Colours

# How far along the picture the words of the payback still fit to the right of it.
FITS: Final = 0.7
# What the words beside the bars of a waterfall take of its width in the narrowest card.
ROOM: Final = 0.7
# Lines beyond the colours take them again in another of these.
DASHES: Final = ("solid", "dash", "dot", "dashdot")


def cash(report: Report, colours: Colours) -> go.Figure:
    """Cumulative cash with the band that eight draws of ten stay in, and the payback month."""
    line, spread = report.case.cumulative, report.uncertainty.band
    low, high = spread.bad, spread.good
    months, last = list(range(len(line))), len(line) - 1
    edge = {"type": "scatter", "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    band = {
        "fill": "tonexty",
        "fillcolor": faint(colours.primary, 0.18),
        "name": text("savings.bad_case_to_good_case"),
    }
    middle = {
        "type": "scatter",
        "x": months,
        "y": line,
        "name": text("savings.this_scenario"),
        "mode": "lines",
        "line": {"color": colours.primary, "width": 3},
        "customdata": _amounts(line, report),
        "hovertemplate": text("savings.hover_month") + "<extra></extra>",
    }
    data: list[Spec] = [
        {"x": months, "y": high, "showlegend": False, **edge},
        {"x": months, "y": low, **band, **edge},
        middle,
    ]
    if report.case.payback is not None:
        data.append(_marker(report.case.payback, line, colours))
    ends = (
        (text("shared.bad_case"), low[-1]),
        (text("savings.expected"), line[-1]),
        (text("shared.good_case"), high[-1]),
    )
    return drawn(
        data, HEIGHT, colours, showlegend=False,
        xaxis=month_axis(last) | {"range": [0, last]},
        annotations=[_named_end(name, last, end, report, colours) for name, end in ends],
        **money_axis("y", [*line, *low, *high], report.scenario.currency),
    )  # fmt: skip


def _named_end(name: str, month: int, value: float, report: Report, colours: Colours) -> Spec:
    """What a line is called and comes to, where it ends."""
    main = name == "expected"
    words = f"{name} {short_money(value, report.scenario.currency)}"
    return {
        "x": month, "y": value, "text": f"<b>{words}</b>" if main else words, "showarrow": False,
        "xanchor": "right", "yanchor": "top" if name == text("shared.bad_case") else "bottom",
        "font": {"size": 12, "color": colours.primary if main else colours.muted},
    }  # fmt: skip


def _marker(month: int, line: Sequence[float], colours: Colours) -> Spec:
    # Below a rising line there is room to the right, as far as the words fit on the picture.
    early = month < FITS * len(line)
    return {
        "type": "scatter", "x": [month], "y": [line[month]], "mode": "markers+text",
        "showlegend": False, "cliponaxis": False, "hoverinfo": "skip",
        "marker": {"size": 13, "color": colours.good, "symbol": "diamond"},
        "text": [f"<b>{text('savings.payback')}: {payback(month)}</b>"],
        "textfont": {"color": colours.text},
        "textposition": "bottom right" if early else "bottom left",
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
        "hovertemplate": text("savings.hover_step") + "<extra></extra>",
    }  # fmt: skip
    return drawn(
        [trace], max(HEIGHT, 70 + 34 * len(kept)), colours, showlegend=False,
        yaxis={"showgrid": False, "autorange": "reversed"}, **bare_axis("x", _levels(kept)),
    )  # fmt: skip


def by_month(report: Report, colours: Colours) -> go.Figure:
    """Benefits up and costs down, month by month, and the net as a line."""
    lines, net = report.case.flows.lines, report.case.flows.net
    months = list(range(1, len(net)))
    benefits = table().where(side="benefit")
    accepted = set(table().counted(report.scenario.values().accepted))
    shown = (*(line for line in benefits if line in accepted), *table().running)
    flows = {
        line_label(line): [line.sign * float(each) + 0.0 for each in lines[line.key][1:]]
        for line in shown
    }
    shades = _shades(colours)
    data: list[Spec] = [
        {
            "type": "bar", "x": months, "y": amounts, "name": name,
            "marker": {"color": shades[name]}, "customdata": _amounts(amounts, report),
            "hovertemplate": f"{name} · {text('savings.hover_month')}<extra></extra>",
        }
        for name, amounts in flows.items()
        if max(map(abs, amounts)) >= 0.005  # noqa: PLR2004 - half a cent shows as nothing
    ]  # fmt: skip
    later = [float(each) + 0.0 for each in net[1:]]
    line_of_net = {
        "type": "scatter", "x": months, "y": later, "name": text("savings.net"), "mode": "lines",
        "line": {"color": colours.text, "width": 2}, "customdata": _amounts(later, report),
        "hovertemplate": f"{text('savings.net')} · {text('savings.hover_month')}<extra></extra>",
    }  # fmt: skip
    stacked = np.array(list(flows.values()))
    ends = [float(np.maximum(stacked, 0).sum(0).max()), float(np.minimum(stacked, 0).sum(0).min())]
    return drawn(
        [*data, line_of_net], HEIGHT + 40, colours, barmode="relative", bargap=0.15, legend=LEGEND,
        xaxis=month_axis(len(net) - 1), **money_axis("y", ends, report.scenario.currency),
    )  # fmt: skip


def _shades(colours: Colours) -> Mapping[str, str]:
    """Benefits and running costs, each side from strong to faint."""
    shades = {}
    for lines, colour in (
        (table().where(side="benefit"), colours.good),
        (table().running, colours.bad),
    ):
        for at, line in enumerate(lines):
            shades[line_label(line)] = faint(colour, 1.0 - 0.75 * at / len(lines))
    return shades


def lines(cases: Mapping[str, Case], currency: str, colours: Colours) -> go.Figure:
    """The cumulative cash of several scenarios."""
    data: list[Spec] = [
        {
            "type": "scatter", "x": list(range(len(each.cumulative))), "y": each.cumulative,
            "name": short(name), "mode": "lines",
            "line": {"color": colour, "dash": dash, "width": 2.5},
            "customdata": [short_money(cash, currency) for cash in each.cumulative],
            "hovertemplate": f"%{{fullData.name}} · {text('savings.hover_month')}<extra></extra>",
        }
        for (name, each), (colour, dash) in zip(cases.items(), _styles(colours), strict=False)
    ]  # fmt: skip
    longest = max(len(each.cumulative) for each in cases.values())
    amounts = [cash for each in cases.values() for cash in each.cumulative]
    return drawn(
        data, HEIGHT, colours, legend=LEGEND, xaxis=month_axis(longest - 1),
        **money_axis("y", amounts, currency),
    )  # fmt: skip


def _styles(colours: Colours) -> Iterator[tuple[str, str]]:
    """Colour and dash for however many lines there are; nothing in red.

    Edited, conservative, expected, optimistic, then what was saved.
    """
    palette = [colours.series[at] for at in (0, 2, 6, 1, 4, 5, 7, 8)]
    return ((colour, dash) for dash in cycle(DASHES) for colour in palette)


def _levels(found: Sequence[Step]) -> list[float]:
    """The levels that a waterfall reaches, with room for the words beside its bars."""
    reached, levels = 0.0, [0.0]
    for step in found:
        reached = step.amount if step.total else reached + step.amount
        levels.append(reached)
    room = (max(levels) - min(levels)) * ROOM
    return [*levels, max(levels) + room, min(levels) - (room if min(levels) < 0 else 0)]


def _amounts(amounts: Sequence[float], report: Report) -> list[str]:
    return [report.money(each) for each in amounts]
