"""The evidence behind the answer: people against router by category, and the months of a year."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import plotly.graph_objects as go
import streamlit as st

from roi.inputs.evidence import CategoryEvidence
from roi.inputs.volume import Season
from roi.numbers import in_percent, month, number
from routing.taxonomy import UNKNOWN
from store.workspace import Workspace
from ui.shell import charts
from ui.shell.category_colours import category_colours
from ui.shell.charts import LEGEND, axis_label, faint, laid_out
from ui.shell.texts import plain, text
from ui.shell.theme import Colours, colours
from ui.shell.tickets import ticket_selection
from usecases.business_case.claim import Claim, Refusal

MAX_CATEGORIES: Final = 10
MIN_TICKETS: Final = 10
ROW: Final = 38


def people_and_router(workspace: Workspace, case: Claim | Refusal) -> None:
    """Right first time, category by category, where the file says what people did."""
    shown = None if isinstance(case, Refusal) else case.evidence
    both = [each for each in shown.categories if _can_compare(each)] if shown else []
    if shown is None or not both:
        return
    rows = sorted(both, key=lambda each: -each.tickets)[:MAX_CATEGORIES]
    with st.container(border=True, height="stretch"):
        st.header(plain(_finding(rows)), anchor=False)
        st.caption(
            text("overview.right_first_time_on_checked").format(checked=number(shown.checked))
        )
        shades = colours()
        own = category_colours(workspace, shades)
        names = [axis_label(each.name, own.get(each.name, shades.muted)) for each in rows]
        figure = _dumbbells(rows, names, shades)
        charts.show(figure, text("overview.people_and_router_by_category"), "people_router")


def _can_compare(each: CategoryEvidence) -> bool:
    """Whether a category says something of both: `Unknown` is none that a person looks for."""
    return each.people is not None and each.tickets >= MIN_TICKETS and each.name != UNKNOWN


def _finding(rows: list[CategoryEvidence]) -> str:
    ahead = sum(each.router > (each.people or 0.0) for each in rows)
    if ahead == len(rows):
        return text("overview.the_router_beats_people")
    if ahead == 0:
        return text("overview.people_beat_the_router_in_every")
    return text("overview.the_router_beats_people_in").format(ahead=ahead, rows=len(rows))


def _dumbbells(rows: list[CategoryEvidence], names: list[str], shades: Colours) -> go.Figure:
    people = [in_percent(each.people or 0.0) for each in rows]
    router = [in_percent(each.router) for each in rows]
    data: list[dict[str, Any]] = [
        {
            "type": "scatter", "mode": "lines", "x": [a, b], "y": [name, name], "showlegend": False,
            "line": {"color": faint(shades.primary, 0.4), "width": 4}, "hoverinfo": "skip",
        }
        for name, a, b in zip(names, people, router, strict=True)
    ]  # fmt: skip
    sides: tuple[tuple[str, list[Any], dict[str, Any]], ...] = (
        (
            text("overview.people"),
            people,
            {"color": shades.paper, "line": {"color": shades.muted, "width": 2}},
        ),
        (text("overview.router"), router, {"color": shades.primary}),
    )
    for name, values, marker in sides:
        data.append({
            "type": "scatter", "mode": "markers", "x": values, "y": names, "name": name,
            "marker": {"size": 11, **marker},
            "hovertemplate": f"{name}, %{{y}}: %{{x:.1f}} %<extra></extra>",
        })  # fmt: skip
    figure = go.Figure({"data": data, "layout": {}}, _validate=False)
    lowest = min([*people, *router])
    figure.update_xaxes(ticksuffix=" %", range=[max(0, lowest - 6), 101])
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_layout(legend=LEGEND)
    return laid_out(figure, max(240, 90 + ROW * len(rows)), shades)


def year(workspace: Workspace, season: Season) -> None:
    """The tickets of each whole month, and what they say of the year; a click selects a month."""
    if len(season.months) < 2:  # noqa: PLR2004 - one month is no course of time
        return
    with st.container(border=True):
        st.header(plain(season.finding), anchor=False)
        st.caption(plain(season.warning or text("overview.tickets_a_month_in_the_file")))
        clicked = partial(ticket_selection.from_month, workspace, "by_month")
        figure = _months(season, colours())
        charts.show(figure, text("overview.tickets_by_month"), "by_month", on_select=clicked)


def _months(season: Season, shades: Colours) -> go.Figure:
    counts = list(season.months.values())
    gaps = set(season.gaps)
    trace = {
        "type": "bar", "x": [month(each) for each in season.months], "y": counts,
        "customdata": [[each.isoformat()] for each in season.months],
        "text": [number(count) for count in counts], "textposition": "outside", "cliponaxis": False,
        "marker": {
            "color": [
                faint(shades.bad, 0.5) if month in gaps else faint(shades.primary, 0.85)
                for month in season.months
            ],
            "cornerradius": 4,
        },
        "hovertemplate": text("overview.hover_tickets") + "<extra></extra>",
    }  # fmt: skip
    figure = go.Figure({"data": [trace], "layout": {}}, _validate=False)
    figure.update_xaxes(showgrid=False)
    figure.update_yaxes(rangemode="tozero")
    return laid_out(figure, 300, shades)
