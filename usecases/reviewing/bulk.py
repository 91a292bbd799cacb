"""What a bulk accept is about: the waiting tickets that match, among those selected elsewhere."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from store.reviewing import bulk
from store.reviewing.waiting import ReviewFilter
from store.workspace import Workspace
from usecases.reviewing.queue import among_selected


def candidates(workspace: Workspace, run_id: int, filters: ReviewFilter) -> pa.Table:
    """What may be accepted together: ticket_key, place. Its first tickets are the sample.

    A selection takes tickets out and leaves the order by lot, so its sample is drawn by lot, too.
    """
    found = bulk.candidates(workspace, run_id, filters)
    return among_selected(workspace, run_id, filters, found)


def known_otherwise(workspace: Workspace, run_id: int, filters: ReviewFilter) -> tuple[int, int]:
    """Of the tickets that match and whose label is known: how many, and with how many another one.

    Another one than suggested.
    """
    known = bulk.known_labels(workspace, run_id, filters)
    found = among_selected(workspace, run_id, filters, known)
    return found.num_rows, pc.sum(found.column("otherwise")).as_py() or 0
