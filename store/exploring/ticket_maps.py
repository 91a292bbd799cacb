"""Maps of tickets: where each stands, and what the regions are called."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from store.queries import query
from store.tickets import Filters, Keys
from store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TicketMap:
    """A map; tickets: how many were selected, shown: how many of them stand on it.

    selection: which, as an address has it. regions: as dictionaries. made_at: UTC.
    """

    map_id: int
    method: str
    tickets: int
    shown: int
    selection: Mapping[str, str]
    run_id: int | None
    regions: Sequence[Mapping[str, Any]]
    made_at: datetime


def newest(workspace: Workspace) -> TicketMap | None:
    """The newest map."""
    for number, method, tickets, shown, selection, run_id, regions, at in workspace.rows(
        "ticket_maps.newest"
    ):
        return TicketMap(
            number, method, tickets, shown, json.loads(selection), run_id, json.loads(regions), at
        )
    return None


def strata(workspace: Workspace, filters: Filters, run_id: int | None) -> tuple[Keys, list[str]]:
    """The matching tickets that say anything, and the category of each: actual, else predicted."""
    frame = workspace.frame("ticket_maps.strata", filters.parameters(run_id))
    return frame["ticket_key"].to_numpy(dtype=np.int64), frame["stratum"].tolist()


def texts(workspace: Workspace, keys: Keys) -> list[str]:
    """Subject and body of these tickets, in that order."""
    found = dict(workspace.rows("ticket_maps.texts", {"keys": keys.tolist()}))
    return [found.get(int(key), "") for key in keys]


def keep(
    workspace: Workspace,
    made: Mapping[str, Any],
    keys: Keys,
    places: npt.NDArray[np.float32],
    regions: Sequence[Mapping[str, Any]],
) -> int:
    """Put a map in the place of the one before; its number.

    made: method, tickets, selection and run_id.
    """
    values = {
        **made, "selection": json.dumps(dict(made["selection"])), "shown": len(keys),
        "regions": json.dumps([dict(region) for region in regions]),
    }  # fmt: skip
    points = pa.table({"ticket_key": keys, "x": places[:, 0], "y": places[:, 1]})
    with workspace.writing(aside=True) as cursor:
        (number,) = cursor.execute(query("ticket_maps.add"), values).fetchone() or (0,)
        cursor.execute(query("ticket_maps.clear"))
        cursor.register("points", points)
        cursor.execute(query("ticket_maps.add_points"), {"map_id": number})
    return int(number)


def points(workspace: Workspace, map_id: int, run_id: int | None) -> pd.DataFrame:
    """What stands on the map: ticket_key, x, y, actual, predicted, first; empty where not known."""
    return workspace.frame("ticket_maps.points", {"map_id": map_id, "run_id": run_id})
