"""Native charts of the slides, whose data can be edited in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from roi.export.report import Report, money_shape
from roi.export.slides.deck import TEXT, Box, rgb
from roi.export.wording import words
from roi.inputs.evidence import CategoryEvidence
from roi.numbers import month_ticks
from roi.results.conventions import BridgeStep

PALE: Final = "#e4e8ec"
MUTED: Final = "#8a94a0"


def cash(slide: Any, box: Box, report: Report) -> None:
    """Cumulative cash with its band, and the month in which it is paid back."""
    band, line, month = report.uncertainty.band, report.case.cumulative, report.case.payback
    said = words()
    data = XyChartData(number_format=chart_money(report))
    for name, amounts in (
        (said["good_case"], band.good),
        ("expected", line),
        (said["bad_case"], band.bad),
    ):
        _points(data, name.capitalize(), enumerate(amounts))
    if month is not None:
        _points(data, f"Paid back: month {month}", [(month, line[month])])
    chart = _chart(slide, box, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, data, report)
    _month_axis(chart.category_axis, report)
    looks = ((MUTED, 1.25), (report.brand.colour, 3.0), (MUTED, 1.25))
    for series, (shade, width) in zip(chart.plots[0].series, looks, strict=False):
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = rgb(shade), Pt(width)
        if shade == MUTED:
            series.format.line.dash_style = MSO_LINE.DASH
    if month is not None:
        _colour_marker(chart.plots[0].series[-1], report.brand.colour)
    _legend(chart)


def bridge(slide: Any, box: Box, report: Report, steps: Sequence[BridgeStep]) -> None:
    """From unadjusted to risk-adjusted, each bar on an invisible one."""
    names = words()["bridge"]
    data = CategoryChartData(number_format=chart_money(report))
    # The amount stands below the name: a label on a thin bar could not be read.
    data.categories = [f"{names[step.key]}\n{report.short(step.amount)}" for step in steps]
    hidden, totals, changes, level = [], [], [], 0.0
    for step in steps:
        after = step.amount if step.total else level + step.amount
        # A stacked column cannot cross zero; there the step is drawn from zero.
        crosses = min(level, after) < 0 < max(level, after)
        hidden.append(0.0 if step.total or crosses else min(level, after, key=abs))
        totals.append(step.amount if step.total else 0.0)
        changes.append(0.0 if step.total else (after if crosses else _length(level, after)))
        level = after
    for name, amounts in (("Level", hidden), ("Total", totals), ("Change", changes)):
        data.add_series(name, [round(amount, 2) for amount in amounts])
    chart = _chart(slide, box, XL_CHART_TYPE.COLUMN_STACKED, data, report)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    plot.series[0].format.fill.background()
    shades = (report.brand.colour, report.brand.warning)
    for drawn, shade in zip(list(plot.series)[1:], shades, strict=True):
        _fill(drawn, shade)


def people_and_router(
    slide: Any, box: Box, report: Report, found: Sequence[CategoryEvidence]
) -> None:
    """How often each is right, by category."""
    data = CategoryChartData(number_format="0.0%")
    shown = list(reversed(found))
    data.categories = [each.name for each in shown]
    people = any(each.people is not None for each in shown)
    if people:
        data.add_series("People today", [each.people for each in shown])
    data.add_series("Router, all checked tickets", [each.router for each in shown])
    chart = _chart(slide, box, XL_CHART_TYPE.BAR_CLUSTERED, data, report, shape="0%")
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 1
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 50, 0
    plot.has_data_labels = True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "0.0%", False
    plot.data_labels.position, plot.data_labels.font.size = XL_LABEL_POSITION.OUTSIDE_END, Pt(10)
    shades = ([MUTED] if people else []) + [report.brand.colour]
    for drawn, shade in zip(plot.series, shades, strict=True):
        _fill(drawn, shade)
    _legend(chart)


def chart_money(report: Report) -> str:
    """The number format of an axis: as in the workbook, but not in red."""
    return money_shape(report).replace("[Red]", "")


def _length(level: float, after: float) -> float:
    """How far a step reaches beyond its nearer end, on the side of zero that it lies on."""
    far, near = max(level, after, key=abs), min(level, after, key=abs)
    return far - near


def _points(data: Any, name: str, points: Iterable[tuple[int, float]]) -> None:
    series = data.add_series(name)
    for month, amount in points:
        series.add_data_point(month, round(amount, 2))


def _month_axis(axis: Any, report: Report) -> None:
    horizon = report.scenario.horizon_months
    axis.minimum_scale, axis.maximum_scale = 0, horizon
    axis.major_unit = month_ticks(horizon)[1]
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False


def _colour_marker(series: Any, colour: str) -> None:
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 12
    series.format.line.color.rgb = rgb(colour)
    series.marker.format.line.color.rgb = rgb(colour)
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = rgb(colour)


def _chart(slide: Any, box: Box, kind: Any, data: Any, report: Report, *, shape: str = "") -> Any:
    chart = slide.shapes.add_chart(kind, *box.emu, data).chart
    chart.has_title, chart.has_legend = False, False
    chart.font.size, chart.font.name = Pt(12), TEXT
    axis = chart.value_axis
    labels = axis.tick_labels
    labels.number_format, labels.number_format_is_linked = shape or chart_money(report), False
    axis.major_gridlines.format.line.color.rgb = rgb(PALE)
    axis.format.line.fill.background()
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.has_major_gridlines = False
    return chart


def _fill(series: Any, shade: str) -> None:
    series.invert_if_negative = False
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = rgb(shade)


def _legend(chart: Any) -> None:
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
