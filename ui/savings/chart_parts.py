"""What the charts of the business case share: axes, labels, colours."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Sequence
from typing import Any, Final

import plotly.graph_objects as go

from roi.export.wording import label_of
from roi.numbers import month_ticks, short_money, ticks
from ui.shell.session.reader_locale import separators
from ui.shell.texts import text
from ui.shell.theme import Colours

Spec = dict[str, Any]
HEIGHT: Final = 340
MAX_WIDTH: Final = 27
GROUND: Final = "#8893A8"


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


def money_axis(axis: str, amounts: Sequence[float], currency: str, *, zero: bool = True) -> Spec:
    """An axis of round amounts, with a line at zero."""
    marks = ticks(amounts, zero=zero)
    names = [short_money(mark, currency) for mark in marks]
    scale = {"tickvals": marks, "ticktext": names, "range": [marks[0], marks[-1]]}
    across = {"xref": "paper", "yref": "y", "x0": 0, "x1": 1, "y0": 0, "y1": 0}
    down = {"xref": "x", "yref": "paper", "x0": 0, "x1": 0, "y0": 0, "y1": 1}
    line = {"type": "line", "layer": "below", "line": {"width": 1, "color": GROUND}}
    lines = [line | (across if axis == "y" else down)] if marks[0] <= 0 <= marks[-1] else []
    return {f"{axis}axis": scale, "shapes": lines}


def bare_axis(axis: str, amounts: Sequence[float]) -> Spec:
    """An axis whose bars say their amounts themselves: a line at zero, and room for the words."""
    scale = {"range": [min(amounts), max(amounts)], "showticklabels": False, "showgrid": False}
    return {**money_axis(axis, amounts, "USD"), f"{axis}axis": scale}


def month_axis(last: int) -> Spec:
    """An axis of months, from the start to the last one."""
    return {
        "title": {"text": text("savings.month")},
        "showgrid": False,
        "tickvals": month_ticks(last),
    }


def input_name(key: str) -> str:
    """The name of an input, as a chart can hold it."""
    return html.escape(label_of(key), quote=False)
