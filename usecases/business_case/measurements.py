"""Measure an input with one click: tickets drawn by lot then wait on Review for a blind look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from store.workspace import Workspace
from usecases.actor import Actor
from usecases.evaluation.accuracy_now import draw

# How many tickets a measurement wants, by its key in words.toml; the others need no ticket.
DRAWN: Final[Mapping[str, int]] = {"label_200": 200, "time_30_triages": 30}


def begin(workspace: Workspace, measured_by: str, actor: Actor, seed: int | None = None) -> int:
    """Send what the measurement needs to Review; how many tickets.

    Labels from a blind look measure coverage and precision, their seconds the sorting by hand.
    """
    count = DRAWN.get(measured_by, 0)
    return draw(workspace, count, actor, seed) if count else 0
