"""The slides with charts, native ones whose data can be edited in place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from roi.export.report import Report, money_shape
from roi.export.slides.deck import INNER, MARGIN, TEXT, Box, Deck, rgb
from roi.numbers import month_ticks, payback, short_money

PLACE: Final = Box(MARGIN, 1.35, INNER, 5.05)
BARS: Final = 8
PALE: Final = "#e4e8ec"


def cash(deck: Deck) -> None:
    """Cumulative cash with its band, and the month of payback."""
    report = deck.report
    slide = deck.slide(
        _verdict(report), "Month by month; eight draws of ten lie between P10 and P90."
    )
    low, _, high = report.uncertainty.band
    line, month = report.case.cumulative, report.case.payback
    data = XyChartData(number_format=chart_money(report))
    for name, amounts in (("P90", high), ("This scenario", line), ("P10", low)):
        _points(data, name, enumerate(amounts))
    if month is not None:
        _points(data, "Payback", [(month, line[month])])
    chart = _chart(slide, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, data, report)
    _month_axis(chart.category_axis, report)
    brand = report.brand
    looks = ((brand.accent, 1.25), (brand.colour, 2.75), (brand.accent, 1.25))
    for series, (shade, width) in zip(chart.plots[0].series, looks, strict=False):
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = rgb(shade), Pt(width)
        if shade == brand.accent:
            series.format.line.dash_style = MSO_LINE.DASH
    if month is not None:
        _mark(chart.plots[0].series[-1], brand.accent)
    _legend(chart)


def _verdict(report: Report) -> str:
    match report.case.payback:
        case None:
            return f"Cumulative cash: no payback within {report.scenario.horizon_months} months"
        case 0:
            return "Cumulative cash: positive from the first day"
        case month:
            return f"Cumulative cash: payback after {payback(month)}"


def _points(data: Any, name: str, points: Iterable[tuple[int, float]]) -> None:
    series = data.add_series(name)
    for month, amount in points:
        series.add_data_point(month, round(amount, 2))


def _month_axis(axis: Any, report: Report) -> None:
    horizon = report.scenario.horizon_months
    axis.minimum_scale, axis.maximum_scale = 0, horizon
    axis.major_unit = month_ticks(horizon)[1]
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0", False


def _mark(series: Any, colour: str) -> None:
    series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 11
    series.format.line.color.rgb = rgb(colour)
    series.marker.format.line.color.rgb = rgb(colour)
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = rgb(colour)


def waterfall(deck: Deck) -> None:
    """From today's cost to tomorrow's, each bar on an invisible one."""
    report = deck.report
    slide = deck.slide(
        "From today's cost a year to tomorrow's",
        "Triage and misroutes of all tickets, average of the horizon, without the one-off cost.",
    )
    data = CategoryChartData(number_format=chart_money(report))
    # The amount stands below the name: a label on a thin bar could not be read.
    data.categories = [
        f"{step.label}\n{short_money(step.amount, report.scenario.currency)}"
        for step in report.waterfall
    ]
    hidden, total, down, up, level = [], [], [], [], 0.0
    for step in report.waterfall:
        after = step.amount if step.total else level + step.amount
        hidden.append(0.0 if step.total else max(0.0, min(level, after)))
        total.append(step.amount if step.total else 0.0)
        down.append(0.0 if step.total else max(0.0, -step.amount))
        up.append(0.0 if step.total else max(0.0, step.amount))
        level = after
    series = {"Level": hidden, "Total": total, "Saved": down, "Cost of the router": up}
    for name, amounts in series.items():
        data.add_series(name, [round(amount, 2) for amount in amounts])
    chart = _chart(slide, XL_CHART_TYPE.COLUMN_STACKED, data, report)
    plot, brand = chart.plots[0], report.brand
    plot.gap_width, plot.overlap = 45, 100
    plot.series[0].format.fill.background()
    for drawn, shade in zip(
        list(plot.series)[1:], (brand.colour, brand.accent, brand.warning), strict=True
    ):
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = rgb(shade)


def tornado(deck: Deck) -> None:
    """The inputs that move the net present value most."""
    report = deck.report
    now = report.case.npv
    slide = deck.slide(
        "What moves the net present value",
        f"Change against the scenario's {report.money(now)} when one input moves over its range.",
    )
    bars = list(reversed(report.tornado[:BARS]))
    data = CategoryChartData(number_format=chart_money(report))
    data.categories = [f"{b.label} ({report.range(b.key, b.low, b.high)})" for b in bars]
    data.add_series("At the low end", [round(bar.npv_at_low - now, 2) for bar in bars])
    data.add_series("At the high end", [round(bar.npv_at_high - now, 2) for bar in bars])
    chart = _chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, report)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 40, 100
    for series, shade in zip(plot.series, (report.brand.warning, report.brand.accent), strict=True):
        series.invert_if_negative = False
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(shade)
    _legend(chart)


def _chart(slide: Any, kind: Any, data: Any, report: Report) -> Any:
    chart = slide.shapes.add_chart(kind, *PLACE.emu, data).chart
    chart.has_title, chart.has_legend = False, False
    chart.font.size, chart.font.name = Pt(11), TEXT
    axis = chart.value_axis
    labels = axis.tick_labels
    labels.number_format, labels.number_format_is_linked = chart_money(report), False
    axis.major_gridlines.format.line.color.rgb = rgb(PALE)
    axis.format.line.fill.background()
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.has_major_gridlines = False
    return chart


def chart_money(report: Report) -> str:
    """The number format of an axis: as in the workbook, but not in red."""
    return money_shape(report).replace("[Red]", "")


def _legend(chart: Any) -> None:
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
