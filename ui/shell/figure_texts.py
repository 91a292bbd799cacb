"""Measured figures as people read them."""

from __future__ import annotations

from roi.numbers import in_percent, number
from routing import targets
from routing.evaluation.intervals import Measured
from store import tickets
from ui.shell.texts import plain


def share(figure: Measured | None) -> str:
    """A measured share as text."""
    return f"{_percent(figure.value)} %" if figure else "–"


def rest(figure: Measured | None) -> str:
    """What a measured share leaves, as text."""
    return f"{_percent(figure.rest)} %" if figure else "–"


def interval(figure: Measured | None) -> str:
    """The ends of a measured share's interval.

    >>> from routing.evaluation.intervals import Interval
    >>> interval(Measured(0.9, 10, Interval(0.596, 0.982, "Wilson"))), interval(Measured(0.9, 10))
    ('59.6–98.2 %', '–')
    """
    between = figure.interval if figure else None
    return percent_range(between.low, between.high) if between else "–"


def measured(figure: Measured) -> dict[str, str]:
    """A measured share for the words of a screen: share, interval and n.

    >>> from routing.evaluation.intervals import Interval
    >>> measured(Measured(0.9, 1000, Interval(0.88, 0.917, "Wilson")))
    {'share': '90.0 %', 'interval': '88.0–91.7 %', 'n': '1,000'}
    """
    return {"share": share(figure), "interval": interval(figure), "n": f"{figure.n:,}"}


def percent_range(low: float, high: float) -> str:
    """From one share to another.

    >>> percent_range(0.596, 1.0)
    '59.6–100.0 %'
    """
    return f"{_percent(low)}–{_percent(high)} %"


def span(facts: tickets.Facts) -> str:
    """How much of the export is labelled, and the time it covers."""
    labelled = f"{facts.labelled:,} with actual category"
    if facts.first_created is None or facts.last_created is None:
        return labelled
    return f"{labelled} · {facts.first_created:%b %Y} to {facts.last_created:%b %Y}"


def verdict(target: targets.Kpi, value: float | None) -> str:
    """Whether a target is met, with the value that was measured."""
    met = target.met(value)
    if value is None or met is None:
        return ":gray-badge[not measured]"
    shown = plain(targets.in_unit(value, target.kind.unit))
    return f"{shown} :green-badge[met]" if met else f"{shown} :orange-badge[not met]"


def _percent(share: float) -> str:
    return number(in_percent(share), 1)
