"""The charts that prove or doubt a router: risk against coverage, parts, calibration, cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import plotly.graph_objects as go

from roi.numbers import in_percent, number
from routing.evaluation.reliability import Reliability
from routing.evaluation.slices.slices import Slice
from ui.shell.charts import LEGEND, faint, laid_out, short
from ui.shell.core_sentences import translated
from ui.shell.interval_bars import interval_bars
from ui.shell.texts import text
from ui.shell.theme import Colours
from usecases.business_case.cascade_plan import CascadePlan
from usecases.evaluation.comparison import Entry

# Where the names of runs stand beside their points, in turn: equal runs lie on one another.
SIDES: Final = ("middle right", "top right", "bottom right")


def parts(found: Sequence[Slice], colours: Colours) -> go.Figure:
    """Accuracy of each part with its interval; parts too small for a claim are pale."""
    figure = go.Figure()
    for large, colour in ((True, colours.primary), (False, faint(colours.primary, 0.4))):
        mine = [part for part in found if part.is_large_enough == large]
        figure.add_trace(
            go.Scatter(
                x=[in_percent(part.accuracy.value) for part in mine],
                y=[_row(part) for part in mine],
                mode="markers", marker={"size": 10, "color": colour}, showlegend=False,
                error_x=interval_bars([part.accuracy for part in mine]),
                hovertemplate=text("shared.hover_right") + "<extra></extra>",
            )
        )  # fmt: skip
    figure.update_xaxes(ticksuffix=" %", range=[0, 102])
    figure.update_yaxes(
        autorange="reversed", showgrid=False, type="category",
        categoryorder="array", categoryarray=[_row(part) for part in found],
    )  # fmt: skip
    return laid_out(figure, max(200, 70 + 34 * len(found)), colours)


def _row(part: Slice) -> str:
    return f"{short(part.value)} ({number(part.n)})"


def reliability(found: Mapping[str, Reliability], colours: Colours) -> go.Figure:
    """Share right against confidence, bin by bin; on the diagonal a confidence is honest."""
    figure = go.Figure(
        go.Scatter(
            x=[0, 1], y=[0, 1], mode="lines", hoverinfo="skip", showlegend=False,
            line={"color": colours.muted, "dash": "dot", "width": 1.5},
        )
    )  # fmt: skip
    for (name, each), colour in zip(found.items(), colours.series, strict=False):
        figure.add_trace(
            go.Scatter(
                x=[b.confidence for b in each.bins], y=[b.accuracy.value for b in each.bins],
                name=translated(name), mode="lines+markers", marker={"size": 9, "color": colour},
                line={"color": colour, "width": 2}, customdata=[[b.accuracy.n] for b in each.bins],
                error_y=interval_bars([b.accuracy for b in each.bins], float),
                hovertemplate=text("shared.hover_confidence") + "<extra></extra>",
            )
        )  # fmt: skip
    figure.update_xaxes(title=text("shared.confidence"), range=[0, 1.02])
    figure.update_yaxes(title=text("shared.share_that_is_right"), range=[0, 1.04], tickformat=".0%")
    figure.update_layout(legend=LEGEND)
    return laid_out(figure, 380, colours)


def pareto(
    entries: Sequence[Entry],
    best: Sequence[int],
    colours: Colours,
    planned: CascadePlan | None = None,
) -> go.Figure:
    """Accuracy against cost per 1,000 tickets, the runs that none beats joined by a line.

    planned: a cascade of two of the runs, which has not run itself.
    """
    dearest = max(entry.cost_per_1000 for entry in entries)
    if not dearest and not planned:
        return _by_accuracy(entries, best, colours)
    figure = go.Figure(
        go.Scatter(
            x=[entries[i].cost_per_1000 for i in best],
            y=[in_percent(entries[i].accuracy.value) for i in best],
            mode="lines", line={"color": colours.muted, "dash": "dot"}, hoverinfo="skip",
        )
    )  # fmt: skip
    for i, entry in enumerate(entries):
        figure.add_trace(
            go.Scatter(
                x=[entry.cost_per_1000], y=[in_percent(entry.accuracy.value)], text=[entry.name],
                mode="markers+text", textposition=SIDES[i % len(SIDES)],
                marker={"size": 13, "color": colours.good if i in best else colours.muted},
                textfont={"color": colours.text},
                error_y=interval_bars([entry.accuracy]),
                hovertemplate=f"{short(translated(entry.run.title), 60)}<br>"
                f"{text('shared.hover_pareto')}<extra></extra>",
            )
        )  # fmt: skip
    figure.add_traces(_planned(planned, dearest, colours) if planned else [])
    reach = dearest * 1.25 or 1.0
    figure.update_xaxes(
        title=text("shared.cost_per_1_000_tickets"), tickprefix="$", range=[-0.06 * reach, reach]
    )
    figure.update_yaxes(title=text("shared.accuracy"), ticksuffix=" %")
    figure.update_layout(showlegend=False)
    return laid_out(figure, 360, colours)


def _by_accuracy(entries: Sequence[Entry], best: Sequence[int], colours: Colours) -> go.Figure:
    """Runs that all cost nothing, a row each: there is no cost to hold them against."""
    figure = go.Figure(
        go.Scatter(
            x=[in_percent(entry.accuracy.value) for entry in entries],
            y=[short(entry.name) for entry in entries],
            mode="markers",
            marker={
                "size": 13,
                "color": [
                    colours.good if i in best else colours.muted for i in range(len(entries))
                ],
            },
            error_x=interval_bars([entry.accuracy for entry in entries]) | {"color": colours.muted},
            hovertemplate=text("shared.hover_right") + "<extra></extra>",
        )
    )  # fmt: skip
    figure.update_xaxes(title=text("shared.accuracy"), ticksuffix=" %")
    figure.update_yaxes(autorange="reversed", showgrid=False, type="category")
    return laid_out(figure, max(200, 100 + 40 * len(entries)), colours)


def _planned(cascade: CascadePlan, dearest: float, colours: Colours) -> list[go.Scatter]:
    """Where the cascade would stand were all of its answers taken, as those of the runs are."""
    side = "left" if cascade.cost_per_1000 > dearest / 2 else "right"
    return [
        go.Scatter(
            x=[cascade.cost_per_1000], y=[in_percent(cascade.accuracy.value)],
            text=[f"<b>{text('shared.cascade_planned')}</b>"],
            mode="markers+text", textposition=f"middle {side}", cliponaxis=False,
            marker={
                "size": 14, "symbol": "diamond-open", "color": colours.primary, "line": {"width": 3}
            },
            textfont={"color": colours.text},
            error_y=interval_bars([cascade.accuracy]),
            hovertemplate=f"{text('shared.cascade_planned')}<br>{text('shared.hover_pareto')}<extra></extra>",
        )
    ]  # fmt: skip
