"""Measured figures as people read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from roi.numbers import NO_FIGURE, dollars, latency, month, number, percent, percent_range
from routing import targets
from routing.evaluation.statistics.intervals import Measured
from store import tickets
from store.reviewing.blind_looks import BlindProgress
from ui.shell.texts import plain, text

WRITTEN: Final[Mapping[str, Callable[[float], str]]] = {
    "share": percent,
    "s": latency,
    "USD": dollars,
}


def share(figure: Measured | None) -> str:
    """A measured share as text."""
    return percent(figure.value if figure else None)


def rest(figure: Measured | None) -> str:
    """What a measured share leaves, as text."""
    return percent(figure.rest if figure else None)


def interval(figure: Measured | None) -> str:
    r"""The ends of a measured share's interval.

    >>> from routing.evaluation.statistics.intervals import Interval
    >>> interval(Measured(0.9, 10, Interval(0.596, 0.982, "Wilson"))), interval(Measured(0.9, 10))
    ('59.6–98.2\u202f%', '–')
    """
    between = figure.interval if figure else None
    return percent_range(between.low, between.high) if between else NO_FIGURE


def measured(figure: Measured) -> dict[str, str]:
    r"""A measured share for the words of a screen: share, interval and n.

    >>> from routing.evaluation.statistics.intervals import Interval
    >>> measured(Measured(0.9, 1000, Interval(0.88, 0.917, "Wilson")))
    {'share': '90.0\u202f%', 'interval': '88.0–91.7\u202f%', 'n': '1,000'}
    """
    return {"share": share(figure), "interval": interval(figure), "n": number(figure.n)}


def span(facts: tickets.Facts) -> str:
    """How much of the export is labelled, and the time it covers."""
    labelled = text("shared.with_actual_category").format(labelled=number(facts.labelled))
    if facts.first_created is None or facts.last_created is None:
        return labelled
    return f"{labelled} · {month(facts.first_created)} – {month(facts.last_created)}"


def verdict(target: targets.Kpi, value: float | None) -> str:
    """Whether a target is met, with the value that was measured."""
    met = target.met(value)
    if value is None or met is None:
        return text("shared.not_measured")
    shown = plain(WRITTEN[target.kind.unit](value))
    return (
        f"{shown} :green-badge[{text('shared.met')}]"
        if met
        else text("shared.not_met").format(shown=shown)
    )


def blind_progress(found: BlindProgress) -> str:
    """How far the blind looks are.

    >>> blind_progress(BlindProgress(40, 12, 3))
    '12 of 40 drawn tickets are looked at; 3 need somebody who has not seen their suggestion.'
    """
    done = text("shared.of_drawn_tickets_are_looked_at").format(
        done=number(found.done), drawn=number(found.drawn)
    )
    if not found.seen_before:
        return f"{done}."
    return text("shared.need_somebody_who_has_not_seen").format(
        done=done, seen_before=number(found.seen_before)
    )
