"""What the report says, as plain values for the typesetter: texts, and charts between 0 and 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from roi.assumptions import assumptions
from roi.bridge import Step
from roi.export.report import Card, Report, words
from roi.lines import idle
from roi.numbers import money, month_ticks, payback, short_money, ticks
from roi.origin import Assumed, Computed, Input, Measured
from roi.uncertainty import limits
from roi.values import INPUTS

BARS = 8


def content(report: Report) -> dict[str, Any]:
    """All texts and charts of the report."""
    brand = report.brand
    return {
        "title": words()["title"],
        "company": report.company,
        "scenario": report.scenario.name,
        "brand": {"colour": brand.colour, "accent": brand.accent, "warning": brand.warning},
        "logo": {"kind": brand.logo_kind, "bytes": list(brand.logo)},
        "headline": list(report.headline()),
        "cards": [_card(card) for card in report.cards()],
        "figures": [_card(card) for card in report.figures()],
        "cash": cash(report),
        "waterfall": steps(report, report.waterfall),
        "bridge": [
            {"label": s.label, "text": money(s.amount, report.scenario.currency), "total": s.total}
            for s in report.bridge
        ],
        "tornado": tornado(report),
        "must": [report.required(needed) for needed in report.must],
        "grid": heat(report),
        "assumptions": rows(report),
        "method": list(report.method()),
        "limits": list(report.limits()),
    }


def _card(card: Card) -> dict[str, str]:
    return {"label": card.label, "text": card.text, "range": card.range}


def cash(report: Report) -> dict[str, Any]:
    """Cumulative cash with its band; positions run from 0 to 1, from left and from below."""
    low, _, high = report.uncertainty.band
    line = report.case.cumulative
    marks = ticks([*line, *low, *high])
    horizon = report.scenario.horizon_months
    month = report.case.payback
    return {
        "line": _points(line, marks),
        "low": _points(low, marks),
        "high": _points(high, marks),
        "zero": _place(0, marks),
        "y": _marks(report, marks),
        "x": [{"at": m / horizon, "text": str(m)} for m in month_ticks(horizon)],
        "payback": None
        if month is None
        else {
            "x": month / horizon,
            "y": _place(line[month], marks),
            "text": f"Payback: {payback(month)}",
        },
    }


def steps(report: Report, found: Sequence[Step]) -> dict[str, Any]:
    """A waterfall: each bar from one level to the next."""
    bars, level = [], 0.0
    for step in found:
        start, end = (0.0, step.amount) if step.total else (level, level + step.amount)
        bars.append((step, start, end))
        level = end
    marks = ticks([edge for _, start, end in bars for edge in (start, end)])
    return {
        "zero": _place(0, marks),
        "y": _marks(report, marks),
        "bars": [
            {
                "label": step.label,
                "text": short_money(step.amount, report.scenario.currency),
                "low": _place(min(start, end), marks),
                "high": _place(max(start, end), marks),
                "kind": "total" if step.total else "down" if step.amount <= 0 else "up",
            }
            for step, start, end in bars
        ],
    }


def tornado(report: Report) -> dict[str, Any]:
    """The inputs that move the net present value most."""
    bars = report.tornado[:BARS]
    now = report.case.npv
    edges = [now, *(edge for bar in bars for edge in (bar.npv_at_low, bar.npv_at_high))]
    # Zero far outside would leave no room for the bars.
    near = min(map(abs, edges)) < max(edges) - min(edges)
    marks = ticks(edges, zero=near)
    return {
        "now": _place(now, marks),
        "zero": _place(0, marks) if marks[0] <= 0 <= marks[-1] else None,
        "x": _marks(report, marks),
        "bars": [
            {
                "label": bar.label,
                "low": _place(bar.npv_at_low, marks),
                "high": _place(bar.npv_at_high, marks),
                "range": report.range(bar.key, bar.low, bar.high),
            }
            for bar in bars
        ],
    }


def heat(report: Report) -> dict[str, Any]:
    """Payback over two inputs; shade 0 is immediately, 1 the horizon, none never."""
    grid, horizon = report.grid, report.scenario.horizon_months
    return {
        "across": assumptions()[grid.x_key].label,
        "down": assumptions()[grid.y_key].label,
        "xs": [short_money(x, report.scenario.currency) for x in grid.xs],
        "ys": [f"{y:,.0f}" for y in grid.ys],
        "cells": [
            [
                {"text": "–" if m is None else str(m), "shade": None if m is None else m / horizon}
                for m in row
            ]
            for row in grid.payback
        ],
    }


def rows(report: Report) -> list[dict[str, str]]:
    """Every input that counts, with its value, its range and where it comes from."""
    scenario = report.scenario
    still = idle(scenario.pay, scenario.llm_basis) - {"hours_per_year"}
    found = []
    for key in INPUTS:
        if key in still:
            continue
        given, rule = scenario.inputs[key], assumptions()[key]
        low, high = limits(given)
        found.append(
            {
                "group": rule.group,
                "label": rule.label,
                "value": report.value(key, given.value),
                "range": "" if low == high else report.range(key, low, high),
                "kind": kind(given.origin, by_hand=given.override is not None),
                "source": source(report, given),
            }
        )
    return found


def source(report: Report, given: Input) -> str:
    """Where an input comes from, behind the word that `kind` gives."""
    if given.override is not None:
        return f"in place of {report.value(given.key, given.base)}"
    return given.origin.words.partition(": ")[2]


def kind(origin: Measured | Computed | Assumed, *, by_hand: bool) -> str:
    """The word that marks where an input comes from."""
    match origin:
        case _ if by_hand:
            return "by hand"
        case Measured():
            return "measured"
        case Computed():
            return "computed"
        case Assumed(_, strength):
            return f"assumed, {strength}"


def _points(amounts: Sequence[float], marks: Sequence[float]) -> list[list[float]]:
    last = len(amounts) - 1
    return [[month / last, _place(amount, marks)] for month, amount in enumerate(amounts)]


def _marks(report: Report, marks: Sequence[float]) -> list[dict[str, Any]]:
    currency = report.scenario.currency
    return [{"at": _place(mark, marks), "text": short_money(mark, currency)} for mark in marks]


def _place(amount: float, marks: Sequence[float]) -> float:
    return (amount - marks[0]) / (marks[-1] - marks[0])
