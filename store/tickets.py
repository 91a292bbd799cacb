"""Tickets in and out of a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from routing.decision import ReviewKind
from routing.ticket import Ticket
from store.ticket_columns import to_tickets
from store.workspace import Workspace

# Slow to load, and most commands show no table.
if TYPE_CHECKING:
    import pandas as pd

BATCH = 500
HISTORY_LIMIT = 100_000
MAX_VALUES: Final = 200
OF_RUN: Final = frozenset({"auto", "review", "unknown", "wrong", "misroute", *ReviewKind})
Keys = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Area:
    """A polygon on the map of that number, its corners from 0 to 1000."""

    map_id: int
    polygon: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """Which tickets a screen is about; None means any.

    outcome: auto, review, unknown, a review kind (why a person is wanted), wrong (router differs
        from actual), misroute (auto-routed and wrong), moved (a person's first category differs
        from actual), doubtful (the actual category is probably wrong).
    since, until: days on which the ticket was created, both included.
    least, most: ends of the confidence, 0 to 1.
    suggested: the category that a doubtful label should probably be.
    attributes: other columns of the export, each with what must stand in it.
    area: a part of a map of tickets.
    """

    text: str | None = None
    actual: str | None = None
    predicted: str | None = None
    first: str | None = None
    channel: str | None = None
    language: str | None = None
    outcome: str | None = None
    since: date | None = None
    until: date | None = None
    least: float | None = None
    most: float | None = None
    suggested: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    area: Area | None = None

    @property
    def asks_run(self) -> bool:
        """Whether any filter is about the decisions of a run."""
        about = (self.predicted, self.least, self.most)
        return self.outcome in OF_RUN or any(value is not None for value in about)

    def parameters(self, run_id: int | None) -> dict[str, Any]:
        """The parameters of `{matching}` in a query."""
        values: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        pairs = [[name, value] for name, value in self.attributes]
        values |= {"attributes": pairs or None, "map": None, "run_id": run_id}
        if self.area:
            corners = [[float(x), float(y)] for x, y in self.area.polygon]
            values |= {"map": self.area.map_id, "area": corners}
        return values


EVERY_TICKET: Final = Filters()


@dataclass(frozen=True, slots=True)
class Facts:
    """What the tickets of a workspace know, before any router has seen them.

    n, labelled: tickets, and those with an actual category.
    both: tickets whose first and actual category are known; moved: those where they differ.
    triage_n, triage_mean, triage_sd: measured triage seconds.
    """

    n: int
    labelled: int
    first_created: pd.Timestamp | None
    last_created: pd.Timestamp | None
    both: int
    moved: int
    triage_n: int
    triage_mean: float | None
    triage_sd: float | None
    reassigned: int
    reassignments_n: int


def count(workspace: Workspace) -> int:
    """How many tickets the workspace holds."""
    return int(workspace.rows("tickets.count")[0][0])


def labelled(workspace: Workspace, most: int = HISTORY_LIMIT) -> list[Ticket]:
    """Tickets with an actual category, at most that many, drawn at random but always the same."""
    return to_tickets(workspace.rows("tickets.labelled", {"most": most}))


def repeated(workspace: Workspace) -> tuple[int, int]:
    """Of the labelled tickets those whose very text another of them has, and all of them."""
    again, n = workspace.rows("tickets.repeated")[0]
    return int(again), int(n)


def some(workspace: Workspace, most: int) -> list[Ticket]:
    """At most that many tickets, drawn at random but always the same."""
    return to_tickets(workspace.rows("tickets.some", {"most": most}))


def pending(workspace: Workspace, run_id: int) -> Iterator[list[Ticket]]:
    """The tickets without a decision in this run, in batches by key."""
    waiting = workspace.frame("tickets.pending_keys", {"run_id": run_id})["ticket_key"].to_numpy()
    for start in range(0, len(waiting), BATCH):
        keys = waiting[start : start + BATCH].tolist()
        wanted = {"first": keys[0], "last": keys[-1], "keys": keys}
        yield to_tickets(workspace.rows("tickets.pending", wanted))


def labels(workspace: Workspace) -> dict[str, int]:
    """The actual categories found, with how many tickets carry each, most first."""
    return {category: int(n) for category, n in workspace.rows("tickets.labels")}


def one(workspace: Workspace, key: int) -> Ticket | None:
    """The ticket of that key."""
    rows = workspace.rows("tickets.one", [key])
    return to_tickets(rows)[0] if rows else None


def by_keys(workspace: Workspace, keys: Sequence[int]) -> dict[int, Ticket]:
    """The tickets of these keys."""
    found = to_tickets(workspace.rows("tickets.by_keys", [list(keys)]))
    return {ticket.key: ticket for ticket in found}


def exported_category(workspace: Workspace, key: int) -> str | None:
    """The actual category of a ticket as its file had it; a review may have changed it since."""
    rows = workspace.rows("tickets.exported_category", [key])
    return rows[0][0] if rows else None


def keys(workspace: Workspace, filters: Filters, run_id: int | None) -> Keys:
    """The keys of all tickets that match; a page of them is then read by `rows`.

    They come as imported, doubtful labels with the most doubtful first.
    """
    wanted = filters.parameters(run_id if filters.asks_run else None)
    name = "tickets.keys_by_doubt" if filters.outcome == "doubtful" else "tickets.keys"
    found: Keys = workspace.frame(name, wanted)["ticket_key"].to_numpy(dtype=np.int64)
    return found


def rows(workspace: Workspace, wanted: Iterable[int], run_id: int | None) -> pd.DataFrame:
    """Those tickets in that order, with what the run and the check of the labels say of them."""
    places = [int(key) for key in wanted]
    found = workspace.frame("tickets.rows", {"keys": places, "run_id": run_id})
    return found.set_index("ticket_key").reindex(places).reset_index()


def choices(workspace: Workspace) -> dict[str, list[str]]:
    """The values found, for the filters: actual, first, channel, language."""
    found = workspace.rows("tickets.choices")[0]
    names = ("actual", "first", "channel", "language")
    return {name: list(values or []) for name, values in zip(names, found, strict=True)}


def attributes(workspace: Workspace, most: int = MAX_VALUES) -> dict[str, list[str]]:
    """The other columns of the export with the values found, most frequent first.

    most: a column with more different values than this is nothing to choose from.
    """
    return {name: list(v) for name, v in workspace.rows("tickets.attributes", {"most": most})}


def attributes_of(workspace: Workspace, wanted: Iterable[int]) -> list[dict[str, str]]:
    """The other columns of the export of these tickets, in that order."""
    places = [int(key) for key in wanted]
    found = dict(workspace.rows("tickets.attributes_of", {"keys": places}))
    return [found.get(key) or {} for key in places]


def facts(workspace: Workspace) -> Facts:
    """What the export itself measured: volume, human misroutes, triage times.

    Tickets that came after routing had begun count for people only where they were held out.
    """
    n, labelled_n, first, last, *rest = workspace.rows("tickets.facts")[0]
    import pandas as pd  # noqa: PLC0415 - see above

    created = [None if day is None else pd.Timestamp(day) for day in (first, last)]
    return Facts(n, labelled_n, created[0], created[1], *rest)


def by_month(
    workspace: Workspace, filters: Filters = EVERY_TICKET, run_id: int | None = None
) -> pd.DataFrame:
    """Matching tickets and the share of human misroutes: month, tickets, human_misroutes."""
    return workspace.frame("tickets.by_month", filters.parameters(run_id))


def keys_by_id(workspace: Workspace, ids: Iterable[str]) -> dict[str, int]:
    """The ticket of each id; of several with one id the newest."""
    found = workspace.rows("tickets.keys_by_id", {"ids": list(ids)})
    return {id_: int(key) for id_, key in found}
