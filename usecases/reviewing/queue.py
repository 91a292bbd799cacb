"""The tickets of a run that wait for a person, in the order they are offered in."""

from __future__ import annotations

from collections.abc import Hashable

import pyarrow as pa
import pyarrow.compute as pc

from store import runs, settings, taxonomies, tickets
from store.reviewing.waiting import ReviewFilter, waiting_tickets
from store.tickets import EVERY_TICKET
from store.workspace import Workspace
from usecases.cache import kept_while
from usecases.exploring.ticket_list import matching
from usecases.reviewing import order


def _state(workspace: Workspace, run_id: int, filters: ReviewFilter) -> Hashable:
    del filters
    run = runs.one(workspace, run_id)
    share = settings.BLIND_LOOKS.of(workspace)
    return run.decided, run.policy_id, tickets.count(workspace), share


@kept_while(_state)
def review_queue(workspace: Workspace, run_id: int, filters: ReviewFilter) -> pa.Table:
    """What waits by the policy of the run: ticket_key, place.

    Reviews do not change the queue: what was decided is skipped when the next ticket is taken.
    """
    found = waiting_tickets(
        workspace, run_id, filters, high_risk(workspace, run_id), settings.BLIND_LOOKS.of(workspace)
    )
    found = among_selected(workspace, run_id, filters, found)
    if filters.order == "doubt":
        return order.in_teaching_order(workspace, run_id, found)
    return found


def among_selected(
    workspace: Workspace, run_id: int, filters: ReviewFilter, found: pa.Table
) -> pa.Table:
    """Those of the tickets that are selected on other screens."""
    if filters.selected == EVERY_TICKET:
        return found
    keys = pa.array(matching(workspace, filters.selected, run_id))
    return found.filter(pc.is_in(found.column("ticket_key"), keys))


def done_share(left: int, queued: pa.Table) -> float:
    """How much of the queue is done; what was asked for by hand can make it longer.

    >>> done_share(1, pa.table({"ticket_key": [1, 2, 3, 4]})), done_share(0, pa.table({}))
    (0.75, 1.0)
    """
    return 1 - left / max(1, int(queued.num_rows), left)


def high_risk(workspace: Workspace, run_id: int) -> frozenset[str]:
    """The categories of high risk in the taxonomy of the run."""
    run = runs.one(workspace, run_id)
    taxonomy = taxonomies.version(workspace, run.taxonomy_id).taxonomy
    return frozenset(c.name for c in taxonomy.categories if c.risk == "high")
