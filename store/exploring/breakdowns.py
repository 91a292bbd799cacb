"""Tickets one by one for exploring: what they can be broken down by, and which went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from store.queries import query
from store.tickets import Filters, Keys
from store.workspace import Workspace

Judged = Literal["people", "router", "labels", "decided"]


@dataclass(frozen=True, slots=True, eq=False)
class Judgements:
    """The tickets on which something could go wrong, ascending, and whether it did."""

    keys: Keys
    is_wrong: npt.NDArray[np.bool_]


def facts(workspace: Workspace) -> pa.Table:
    """Of every ticket by its key: ticket_key, channel, language, attributes."""
    with workspace.reading() as cursor:
        return cursor.sql(query("exploring.facts")).to_arrow_table()


def judged(workspace: Workspace, filters: Filters, run_id: int | None, kind: Judged) -> Judgements:
    """The matching tickets that can be judged.

    kind: as of misroutes; `decided`: every labelled ticket that the run has decided, wrong where
    the prediction differs from the actual category. filters.outcome does not count.
    """
    wanted = {**filters.parameters(run_id), "outcome": None}
    with workspace.reading() as cursor:
        found = cursor.execute(query(f"exploring.{kind}"), wanted).fetchnumpy()
    keys = np.asarray(found["ticket_key"], dtype=np.int64)
    order = np.argsort(keys, kind="stable")
    return Judgements(keys[order], np.asarray(found["is_wrong"], dtype=np.bool_)[order])
