"""Tickets drawn by confidence for a blind look, each with its chance."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa

from store.queries import query
from store.workspace import Workspace

DRAWS = pa.schema([("ticket_key", pa.int64()), ("chance", pa.float64())])


def candidates(workspace: Workspace, first: int | None) -> pd.DataFrame:
    """Decided tickets from one on that were never drawn: ticket_key, confidence."""
    return workspace.frame("draws.candidates", {"first": first})


def add(workspace: Workspace, keys: Sequence[int], chances: Sequence[float], drawn_by: str) -> None:
    """Keep what was drawn."""
    with workspace.writing() as cursor:
        cursor.register("batch", pa.table([list(keys), list(chances)], schema=DRAWS))
        cursor.execute(query("draws.add"), {"drawn_by": drawn_by})
        cursor.unregister("batch")


def chance(workspace: Workspace, ticket_key: int) -> float | None:
    """The chance with which the ticket was drawn; None where it was not."""
    rows = workspace.rows("draws.chance", [ticket_key])
    return float(rows[0][0]) if rows else None


def population(workspace: Workspace, first: int | None) -> pd.DataFrame:
    """All decided tickets from one on: confidence, chance of the drawn ones, is_right if looked."""
    return workspace.frame("draws.population", {"first": first})
