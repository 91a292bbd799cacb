"""An answer on the screen: as a table, as a chart, and as files to take away."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import streamlit as st

from roi.numbers import number
from store.sandbox import files
from store.sandbox.answer import Answer, shortened
from store.sandbox.limits import MB
from store.tickets import EVERY_TICKET
from store.workspace import Workspace
from ui.explorer import column_list, plots
from ui.explorer.plots import Plot
from ui.shell import charts, frame
from ui.shell.server.process import process
from ui.shell.texts import text
from ui.shell.theme import colours
from ui.shell.tickets import ticket_selection
from usecases.queries.drilldown import tickets_of
from usecases.queries.vocabulary import values

PAGE: Final = 1_000
MAX_MEASURES: Final = 6
MAX_CELL_CHARACTERS: Final = 2_000
_PLAN: Final = ["explain_key", "explain_value"]


def show(workspace: Workspace, answer: Answer, saved: Mapping[str, Any]) -> Plot | None:
    """The answer; the chart that it is shown as, None for a table.

    A picked row or a clicked bar leads to its tickets.
    """
    table = answer.table
    if table.column_names == _PLAN:
        for value in table.column(1).to_pylist():
            st.code(str(value), language=None)
        st.caption(f"{answer.seconds:.3f} s")
        return None
    _caption(answer)
    if table.num_rows == 0:
        st.info(text("explorer.nothing"))
        return None
    plot = _choice(table, plots.proposed(table, saved), saved)
    picked = _paged(table) if plot is None else _chart(table, plot)
    _tickets_of(workspace, picked)
    _downloads(table)
    with st.expander(
        text("explorer.columns_of_this_result"), key="sql_columns", on_change="rerun"
    ) as columns:
        if columns.open:
            column_list.show(column_list.of_result(table), "sql_result_columns")
    return plot


def _chart(table: pa.Table, plot: Plot) -> dict[str, Any] | None:
    """The chart; what a clicked point stands for."""
    figure = plots.draw(table, plot, colours())
    found = charts.show(figure, text("explorer.result_as_a_chart"), "sql_chart", on_select=True)
    if table.num_rows > plots.MAX_POINTS:
        st.caption(
            text("explorer.the_chart_shows_the_first_rows").format(
                max_points=number(plots.MAX_POINTS)
            )
        )
    points = found.selection.points if found else []
    if not points or "customdata" not in points[0]:
        return None
    names = [plot.x, *([plot.colour] if plot.colour else [])]
    return dict(zip(names, points[0]["customdata"], strict=False))


def _tickets_of(workspace: Workspace, picked: Mapping[str, Any] | None) -> None:
    """The way to the tickets of a row, or why there is none."""
    if picked is None:
        st.caption(text("explorer.pick"))
        return
    filters = tickets_of(picked, values(workspace))
    if filters == EVERY_TICKET:
        st.caption(text("explorer.no_tickets"))
        return
    st.page_link(
        frame.PAGES / "tickets.py",
        label=text("explorer.its_tickets"),
        icon=":material/arrow_outward:",
        query_params=ticket_selection.link(filters),
    )


def as_cells(table: pa.Table) -> pa.Table:
    """The table as a screen shows it: nested values in words, long texts cut."""
    columns = [_cells(column) for column in table.columns]
    return shortened(pa.table(columns, names=table.column_names), MAX_CELL_CHARACTERS)


def _caption(answer: Answer) -> None:
    rows = _count(answer.table.num_rows, "row")
    columns = _count(answer.table.num_columns, "column")
    st.caption(f"{rows} · {columns} · {answer.seconds:.3f} s")
    if answer.cut:
        most = process().sandbox.limits
        st.warning(
            text("explorer.cut_off_after_a_result_holds").format(
                rows=rows, rows_2=number(most.rows), output=most.output // MB
            )
        )


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def _choice(table: pa.Table, proposed: Plot | None, saved: Mapping[str, Any]) -> Plot | None:
    """Table or chart, and the axes of a chart."""
    amounts = plots.numeric(table)
    if not amounts:
        return None
    kinds = ["table", *plots.KINDS]
    first = saved.get("kind") if proposed and saved else "table"
    # Another query with other columns starts from its own proposal.
    mark = "_".join(table.column_names)[:200]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.segmented_control(
            text("explorer.show_as"), kinds, default=first, required=True, key=f"sql_kind_{mark}",
            format_func=lambda kind: _kind_in_words(kind, proposed),
        )  # fmt: skip
        if kind == "table":
            return None
        names = plots.plottable(table)
        start = proposed or Plot("bar", names[0], (amounts[0],))
        x = st.selectbox(
            text("explorer.along"), names, names.index(start.x), key=f"sql_x_{mark}", width=160
        )
        y = st.multiselect(
            text("explorer.amounts"),
            amounts,
            start.y,
            key=f"sql_y_{mark}",
            width=260,
            max_selections=MAX_MEASURES,
        ) or list(start.y)
        parts: list[str | None] = [None, *[n for n in names if n not in {x, *y}]]
        at = parts.index(start.colour) if start.colour in parts else 0
        colour = st.selectbox(
            text("explorer.colour"),
            parts,
            at,
            format_func=lambda name: name or text("explorer.no_column"),
            key=f"sql_colour_{mark}",
            width=160,
            disabled=len(y) > 1,
        )
    return Plot(kind, x, tuple(y), colour if len(y) == 1 else None)


def _kind_in_words(kind: str, proposed: Plot | None) -> str:
    suits = proposed is not None and proposed.kind == kind
    return f"{kind.capitalize()} (suits)" if suits else kind.capitalize()


def _paged(table: pa.Table) -> dict[str, Any] | None:
    """A page of the rows; the one that is picked."""
    pages = -(-table.num_rows // PAGE)
    page = 1
    if pages > 1:
        page = int(
            st.number_input(
                text("explorer.page_of_rows_each_text").format(
                    pages=number(pages), page=number(PAGE)
                ),
                1,
                pages,
                key="sql_page",
            )
        )
    rows = table.slice((page - 1) * PAGE, PAGE)
    found = st.dataframe(
        as_cells(rows),
        hide_index=True,
        alt=text("explorer.result"),
        placeholder="null",
        key="sql_table_rows",
        height=min(40 + 35 * rows.num_rows, 460),
        on_select="rerun",
        selection_mode="single-row",
    )
    chosen = found.selection.rows
    if not chosen or chosen[0] >= rows.num_rows:
        return None
    picked: dict[str, Any] = rows.slice(chosen[0], 1).to_pylist()[0]
    return picked


def _cells(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_decimal(kind):
        return column.cast(pa.float64())
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_fixed_size_binary(kind):
        words = [None if v is None else files.cell_text(v) for v in column.to_pylist()]
        return pa.chunked_array([pa.array(words, pa.string())])
    return column


def _downloads(table: pa.Table) -> None:
    makers: dict[str, tuple[Callable[[pa.Table], bytes], str]] = {
        "CSV": (_csv, "text/csv"),
        "Parquet": (_parquet, "application/vnd.apache.parquet"),
        "Excel": (_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    }
    endings = {"CSV": "csv", "Parquet": "parquet", "Excel": "xlsx"}
    with st.container(horizontal=True):
        for label, (make, mime) in makers.items():
            st.download_button(
                label, partial(make, table), f"result.{endings[label]}", mime,
                key=f"sql_as_{endings[label]}", icon=":material/download:", on_click="ignore",
            )  # fmt: skip


def _csv(table: pa.Table) -> bytes:
    stream = io.StringIO(newline="")
    files.to_csv(table, stream)
    return stream.getvalue().encode()


def _parquet(table: pa.Table) -> bytes:
    return _through_file(table, files.to_parquet)


def _xlsx(table: pa.Table) -> bytes:
    return _through_file(table, files.to_xlsx)


def _through_file(table: pa.Table, write: Callable[[pa.Table, Path], None]) -> bytes:
    with tempfile.TemporaryDirectory(dir=process().scratch.folder) as folder:
        file = Path(folder) / "result"
        write(table, file)
        return file.read_bytes()
