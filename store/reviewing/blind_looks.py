"""Blind looks: tickets drawn by lot that a person decides without seeing what the router suggests.

Every ticket has the same chance, auto-routed or not, and the lot of a ticket never changes: a
larger share holds the smaller. Accuracy from reviews rests on these alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from store import settings
from store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class BlindProgress:
    """How far the blind looks at the tickets of a run are.

    seen_before: drawn tickets that were decided in view of the suggestion, by nobody without it:
        another person has to look at them.
    """

    drawn: int
    done: int
    seen_before: int


def chance(workspace: Workspace, ticket_key: int, reviewer: str) -> float | None:
    """The chance with which that ticket was drawn; None where no blind look of theirs is due."""
    share = settings.BLIND_LOOKS.of(workspace)
    wanted = {"ticket_key": ticket_key, "share": share, "reviewer": reviewer}
    rows = workspace.rows("blind_looks.chance", wanted) if share else []
    return share if rows else None


def progress(workspace: Workspace, run_id: int) -> BlindProgress:
    """How many tickets of the run are drawn, and how many of them were looked at."""
    wanted = {"run_id": run_id, "share": settings.BLIND_LOOKS.of(workspace)}
    return BlindProgress(*workspace.rows("blind_looks.progress", wanted)[0])


def outcomes(workspace: Workspace, run_id: int) -> pd.DataFrame:
    """Blind looks at tickets of a run: auto, correct, chance, as_exported.

    as_exported: whether the person says what the export says; missing where that says nothing.
    """
    return workspace.frame("blind_looks.outcomes", [run_id])


def sizes(workspace: Workspace, run_id: int) -> tuple[int, int]:
    """How many tickets of a run are auto-routed, and how many are not."""
    alone, others = workspace.rows("blind_looks.sizes", [run_id])[0]
    return int(alone), int(others)
