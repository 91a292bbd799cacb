"""The tickets a guided start asks about, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from routing.learning.cold_start import Draw
from routing.ticket import Ticket
from store import tickets
from store.learning import versions
from store.queries import query
from store.ticket_columns import to_tickets
from store.workspace import Workspace

SCHEMA: Final = pa.schema(
    [
        ("ticket_key", pa.int64()), ("stratum", pa.int64()),
        ("turn", pa.int64()), ("share", pa.float64()),
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StartProgress:
    """How far a guided start is.

    asked: labels wanted, one a cluster. labelled: those given.
    given_up: clusters of which every ticket offered was skipped, or decided elsewhere.
    """

    asked: int
    labelled: int
    given_up: int

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to ask."""
        return self.asked > 0 and self.labelled + self.given_up >= self.asked

    @property
    def share(self) -> float:
        """Done as a share from 0 to 1."""
        return (self.labelled + self.given_up) / max(1, self.asked)


def pool(workspace: Workspace, most: int) -> list[Ticket]:
    """Tickets without a category to draw from, at random but always the same."""
    wanted = {"most": most, "permille": versions.permille(workspace)}
    return to_tickets(workspace.rows("seed_tickets.pool", wanted))


def keep(workspace: Workspace, keys: Sequence[int], drawn: Sequence[Draw]) -> None:
    """Keep what was drawn in place of an earlier draw; keys: of the tickets drawn from."""
    columns = [
        [keys[each.row] for each in drawn],
        [each.stratum for each in drawn],
        [each.turn for each in drawn],
        [each.share for each in drawn],
    ]
    with workspace.writing() as cursor:
        cursor.execute(query("seed_tickets.clear"))
        cursor.register("batch", pa.table(columns, schema=SCHEMA))
        cursor.execute(query("seed_tickets.write"))


def progress(workspace: Workspace) -> StartProgress:
    """How far the guided start is; nothing is asked before it was begun."""
    return StartProgress(*workspace.rows("seed_tickets.progress")[0])


def next_ticket(workspace: Workspace) -> Ticket | None:
    """The ticket to ask about now, None when there is nothing left to ask."""
    rows = workspace.rows("seed_tickets.next")
    return tickets.one(workspace, rows[0][0]) if rows else None


def chance(workspace: Workspace, ticket_key: int) -> float:
    """The chance with which a ticket of the guided start was drawn."""
    return float(workspace.rows("seed_tickets.chance", [ticket_key])[0][0])


def shares(workspace: Workspace) -> dict[int, float]:
    """What the answer to each ticket of the guided start weighs."""
    return {int(key): share for key, share in workspace.rows("seed_tickets.shares")}
