"""An answer as a chart: which one suits its columns, and how it is drawn."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

import plotly.graph_objects as go
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as kinds

from ui.shell import charts
from ui.shell.theme import Colours

Kind = Literal["bar", "line", "scatter"]
KINDS: Final = get_args(Kind)
MAX_POINTS: Final = 5_000
MAX_SERIES: Final = 10
MAX_LENGTH: Final = 32
WIDE: Final = 12
MAX_TICKS: Final = 60
OTHER: Final = "others"


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart of an answer.

    y: the measures, one or several. colour: the column that splits a single one into series.
    """

    kind: Kind
    x: str
    y: tuple[str, ...]
    colour: str | None = None

    def to_settings(self) -> dict[str, str]:
        """As a saved query keeps it."""
        values = {"kind": self.kind, "x": self.x, "y": ",".join(self.y), "colour": self.colour}
        return {name: value for name, value in values.items() if value}


def numeric(table: pa.Table) -> list[str]:
    """The columns that can be an amount."""
    return [f.name for f in table.schema if _is_number(f.type)]


def plottable(table: pa.Table) -> list[str]:
    """The columns that can stand along an axis."""
    return [f.name for f in table.schema if not kinds.is_nested(f.type)]


def proposed(table: pa.Table, saved: Mapping[str, Any]) -> Plot | None:
    """The chart a saved query asks for where its columns are there, else one by their types."""
    names = plottable(table)
    amounts = numeric(table)
    y = str(saved.get("y", ""))
    measures = (y,) if y in amounts else tuple(n for n in y.split(",") if n in amounts)
    if measures and saved.get("kind") in KINDS and saved.get("x") in names:
        colour = saved.get("colour")
        split = colour if colour in names and len(measures) == 1 else None
        return Plot(saved["kind"], saved["x"], measures, split)
    return _by_types(table, names, amounts)


def _by_types(table: pa.Table, names: Sequence[str], amounts: Sequence[str]) -> Plot | None:
    if not amounts or table.num_rows == 0:
        return None
    times = [n for n in names if kinds.is_temporal(table.schema.field(n).type)]
    words = [n for n in names if n not in amounts and n not in times]
    y = amounts[-1] if not (words or times) else amounts[0]
    if times:
        return Plot("line", times[0], (y,), words[0] if words else None)
    if words:
        return Plot("bar", words[0], (y,), words[1] if len(words) > 1 else None)
    return Plot("scatter", amounts[0], (y,)) if len(amounts) > 1 else None


def draw(table: pa.Table, plot: Plot, colours: Colours, height: int = 400) -> go.Figure:
    """The figure; of a long answer its first rows. Bars with long words under them lie down."""
    rows = table.slice(0, MAX_POINTS)
    words = list(dict.fromkeys(_values(rows.column(plot.x)))) if _is_text(table, plot.x) else None
    lying = plot.kind == "bar" and words is not None and max(map(len, words), default=0) > WIDE
    figure = go.Figure()
    traces = [(name, part, y) for y in plot.y for name, part in _series(rows, plot.colour)]
    for place, (name, part, y) in enumerate(traces):
        colour = colours.series[place % len(colours.series)]
        label = name if len(plot.y) == 1 else y
        figure.add_trace(_trace(part, plot, y, label, colour, lying=lying))
    along, amount = (figure.update_yaxes, figure.update_xaxes) if lying else (
        figure.update_xaxes, figure.update_yaxes
    )  # fmt: skip
    along(title=_shown(plot.x), showgrid=False, autorange="reversed" if lying else None)
    amount(title=_shown(", ".join(plot.y)), rangemode="tozero", tickformat=",~r")
    if words is not None:
        along(type="category", **_short_ticks(words))
    figure.update_layout(
        barmode="group", showlegend=len(figure.data) > 1 or plot.colour is not None,
        legend=charts.LEGEND, hovermode="closest",
    )  # fmt: skip
    needed = 110 + 26 * len(words or ()) * max(1, len(figure.data)) if lying else height
    return charts.laid_out(figure, min(max(height, needed), 1_600), colours)


def _series(rows: pa.Table, colour: str | None) -> list[tuple[str, pa.Table]]:
    """The parts of the rows by their colour; what comes after the tenth is one more part."""
    if colour is None:
        return [("", rows)]
    words = rows.column(colour).cast(pa.string()).fill_null("—")
    names = [name.as_py() for name in words.unique()]
    shown = names if len(names) <= MAX_SERIES else names[: MAX_SERIES - 1]
    parts = [(name, rows.filter(pc.equal(words, name))) for name in shown]
    if len(shown) < len(names):
        kept = pa.array(shown, pa.string())
        parts.append((OTHER, rows.filter(pc.invert(pc.is_in(words, kept)))))
    return parts


def _trace(part: pa.Table, plot: Plot, y: str, name: str, colour: str, *, lying: bool) -> Any:
    along, amounts = _values(part.column(plot.x)), _values(part.column(y))
    first, second = ("y", "x") if lying else ("x", "y")
    common = {
        first: along, second: amounts, "name": _shown(name, MAX_LENGTH),
        "customdata": _rows(part, plot),
        "hovertemplate": f"{_shown(plot.x)}: %{{{first}}}<br>"
        f"{_shown(y)}: %{{{second}:,.6~g}}<extra>{_shown(name, MAX_LENGTH)}</extra>",
    }  # fmt: skip
    if plot.kind == "bar":
        way = "h" if lying else "v"
        return go.Bar(**common, orientation=way, marker={"color": colour, "cornerradius": 4})
    if plot.kind == "line":
        line = {"color": colour, "width": 2.5}
        return go.Scatter(**common, mode="lines+markers", line=line, marker={"size": 5})
    return go.Scatter(**common, mode="markers", marker={"color": colour, "size": 8, "opacity": 0.7})


def _rows(part: pa.Table, plot: Plot) -> list[list[str | None]]:
    """What each point stands for, by the columns that say it: along the axis, and its colour."""
    names = [plot.x, *([plot.colour] if plot.colour else [])]
    columns = [part.column(name).cast(pa.string()).to_pylist() for name in names]
    return [list(row) for row in zip(*columns, strict=True)]


def _short_ticks(words: Sequence[str]) -> dict[str, Any]:
    """Long words get short ticks; the whole word stands in the hover text."""
    if max(map(len, words), default=0) <= MAX_LENGTH or len(words) > MAX_TICKS:
        return {}
    return {
        "tickvals": list(words),
        "ticktext": [charts.short(html.unescape(word), MAX_LENGTH) for word in words],
    }


def _is_text(table: pa.Table, name: str) -> bool:
    kind = table.schema.field(name).type
    return not (_is_number(kind) or kinds.is_temporal(kind))


def _values(column: pa.ChunkedArray) -> list[Any]:
    if kinds.is_decimal(column.type):
        return list(column.cast(pa.float64()).to_pylist())
    if _is_number(column.type) or kinds.is_temporal(column.type):
        return list(column.to_pylist())
    said = ["—" if value is None else str(value) for value in column.to_pylist()]
    return [_shown(words) for words in said]


def _is_number(kind: Any) -> bool:
    return bool(kinds.is_integer(kind) or kinds.is_floating(kind) or kinds.is_decimal(kind))


def _shown(words: str, most: int = 120) -> str:
    """Words as they stand: Plotly would read angle brackets as markup and `%{}` as a field."""
    cut = words if len(words) <= most else words[: most - 1] + "…"
    return html.escape(cut, quote=False).replace("%{", "% {")
