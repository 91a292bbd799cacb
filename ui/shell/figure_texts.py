"""Measured figures as people read them."""

from __future__ import annotations

from routing import targets
from routing.evaluation.intervals import Measured
from store import tickets
from ui.shell.texts import plain


def share(figure: Measured | None) -> str:
    """A measured share as text."""
    return f"{100 * figure.value:.1f} %" if figure else "–"


def rest(figure: Measured | None) -> str:
    """What a measured share leaves, as text."""
    return f"{100 - 100 * figure.value:.1f} %" if figure else "–"


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
