"""The charts of the documents as numbers: every position is a share of the drawing, 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from roi.export.report import Report
from roi.export.wording import cash_title, words
from roi.inputs.assumptions import assumptions
from roi.model.cash_flows import Flows
from roi.numbers import month_ticks, number, percent, ticks
from roi.results.bridge import Step
from roi.results.conventions import BridgeStep

BARS = 10


def cash(report: Report) -> dict[str, Any]:
    """Cumulative cash with the band that eight futures of ten lie in."""
    band, line = report.uncertainty.band, report.case.cumulative
    marks = ticks([*line, *band.bad, *band.good], 4)
    horizon, month = report.scenario.horizon_months, report.case.payback
    said = words()
    ends = {
        "good": (band.good[-1], f"{said['good_case']} {report.short(band.good[-1])}"),
        "line": (line[-1], f"expected {report.short(line[-1])}"),
        "bad": (band.bad[-1], f"{said['bad_case']} {report.short(band.bad[-1])}"),
    }
    return {
        "title": cash_title(report.business),
        "line": _points(line, marks),
        "low": _points(band.bad, marks),
        "high": _points(band.good, marks),
        "zero": _position(0, marks),
        "y": _marks(report, marks),
        "x": [{"at": m / horizon, "text": str(m)} for m in month_ticks(horizon)],
        "ends": {
            key: {"y": _position(at, marks), "text": text} for key, (at, text) in ends.items()
        },
        "payback": None
        if month is None
        else {
            "x": month / horizon,
            "y": _position(line[month], marks),
            "text": f"Paid back: month {month}",
        },
    }


def waterfall(report: Report, found: Sequence[Step]) -> dict[str, Any]:
    """Bars of cost from one level to the next; steps that are nothing are left out."""
    kept = [step for step in found if step.total or abs(step.amount) >= 1]
    return _levels(report, [(step.label, step.amount, step.total) for step in kept], rising="loss")


def bridge(report: Report, found: Sequence[BridgeStep]) -> dict[str, Any]:
    """The bridge between conventions; what lowers the case is drawn as a loss."""
    names = words()["bridge"]
    kept = [step for step in found if step.total or abs(step.amount) >= 1]
    return _levels(report, [(names[s.key], s.amount, s.total) for s in kept], rising="gain")


def _levels(
    report: Report, steps: Sequence[tuple[str, float, bool]], *, rising: str
) -> dict[str, Any]:
    other = "gain" if rising == "loss" else "loss"
    bars, level = [], 0.0
    for label, amount, total in steps:
        start, end = (0.0, amount) if total else (level, level + amount)
        bars.append((label, amount, total, start, end))
        level = end
    marks = ticks([edge for *_, start, end in bars for edge in (start, end)], 4)
    return {
        "zero": _position(0, marks),
        "y": _marks(report, marks),
        "bars": [
            {
                "label": label,
                "text": report.short(amount),
                "low": _position(min(start, end), marks),
                "high": _position(max(start, end), marks),
                "kind": "total" if total else rising if amount > 0 else other,
            }
            for label, amount, total, start, end in bars
        ],
    }


def tornado(report: Report) -> dict[str, Any]:
    """The inputs that move the net present value most."""
    bars = report.business.tornado[:BARS]
    now = report.case.npv
    edges = [now, *(edge for bar in bars for edge in (bar.npv_at_low, bar.npv_at_high))]
    # Zero far outside would leave no room for the bars.
    near = min(map(abs, edges)) < max(edges) - min(edges)
    marks = ticks(edges, zero=near)
    return {
        "now": _position(now, marks),
        "zero": _position(0, marks) if marks[0] <= 0 <= marks[-1] else None,
        "x": _marks(report, marks),
        "bars": [
            {
                "label": bar.label,
                "low": _position(bar.npv_at_low, marks),
                "high": _position(bar.npv_at_high, marks),
                "range": report.range(bar.key, bar.low, bar.high),
                "helps": bar.npv_at_high >= bar.npv_at_low,
            }
            for bar in bars
        ],
    }


def heat(report: Report) -> dict[str, Any]:
    """Payback over two inputs; shade 0 is immediately, 1 the horizon, none never."""
    grid, horizon = report.business.grid, report.scenario.horizon_months
    return {
        "across": assumptions()[grid.x_key].label,
        "down": assumptions()[grid.y_key].label,
        "xs": [report.money(x) for x in grid.xs],
        "ys": [number(y) for y in grid.ys],
        "cells": [
            [
                {
                    "text": "never" if m is None else str(m),
                    "shade": None if m is None else m / horizon,
                }
                for m in row
            ]
            for row in grid.payback
        ],
    }


def misroute_bar(report: Report) -> dict[str, Any]:
    """The share of wrong routes on a bar: go, go with a person, stop."""
    against, evidence = report.business.counter_case, report.business.evidence
    tolerated = 1 - evidence.asked if evidence else against.misroutes
    limit = against.break_even
    if limit is not None:
        tolerated = min(tolerated, limit)
    shown = (against.misroutes, against.max_misroutes, tolerated, limit or 0)
    end = max(0.25, max(shown) * 1.15)
    return {
        "at": against.misroutes / end,
        "most": against.max_misroutes / end,
        "tolerated": tolerated / end,
        "limit": None if limit is None else limit / end,
        "text": f"{percent(against.misroutes)}, at most {percent(against.max_misroutes)}",
        "limit_text": percent(limit) if limit is not None else "",
    }


def by_month(report: Report) -> dict[str, Any]:
    """Counted benefits and running costs of each month, side by side above and below zero."""
    flows = report.case.flows
    counted = report.business.by_year
    gains = _summed(flows, [each.line.key for each in counted.benefits(counted=True)])
    costs = _summed(flows, [each.line.key for each in counted.costs])
    pairs = list(zip(gains, costs, strict=True))[1:]
    marks = ticks([edge for gain, cost in pairs for edge in (gain, -cost)], 4)
    return {
        "zero": _position(0, marks),
        "y": _marks(report, marks),
        "bars": [[_position(gain, marks), _position(-cost, marks)] for gain, cost in pairs],
        "x": [
            {"at": (m - 0.5) / len(pairs), "text": str(m)} for m in month_ticks(len(pairs)) if m > 0
        ],
    }


def _summed(flows: Flows, keys: Sequence[str]) -> list[float]:
    """Lines added up month by month; nothing in every month where there is no line."""
    return [float(sum(flows.lines[key][at] for key in keys)) for at in range(len(flows.net))]


def _points(amounts: Sequence[float], marks: Sequence[float]) -> list[list[float]]:
    last = len(amounts) - 1
    return [[month / last, _position(amount, marks)] for month, amount in enumerate(amounts)]


def _marks(report: Report, marks: Sequence[float]) -> list[dict[str, Any]]:
    return [{"at": _position(mark, marks), "text": report.short(mark)} for mark in marks]


def _position(amount: float, marks: Sequence[float]) -> float:
    return (amount - marks[0]) / (marks[-1] - marks[0])
