"""Misroutes of each kind among the tickets that match: how many, from where to where, when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, get_args

import pandas as pd

from routing.evaluation.statistics.intervals import Measured, proportion
from store.exploring import misroutes as marked
from store.exploring.misroutes import Kind
from store.tickets import EVERY_TICKET, Filters
from store.workspace import Workspace
from usecases.cache import kept_by_revision

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
MAX_SIDES: Final = 12
MAX_ROWS: Final = 30


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Tickets on which this kind could go wrong, counted by way and week; see `misroutes.cells`."""

    cells: pd.DataFrame

    @property
    def considered(self) -> int:
        """Tickets on which it could have gone wrong."""
        return int(self.cells["tickets"].sum())

    @property
    def wrong(self) -> int:
        """Tickets on which it did."""
        return int(self._wrong["tickets"].sum())

    @property
    def share(self) -> Measured | None:
        """The share that went wrong."""
        return proportion(self.wrong, self.considered)

    def flows(self) -> pd.DataFrame:
        """From where to where it went wrong, the commonest first: start, finish, tickets, share.

        share: of all tickets that were at the start.
        """
        counted = self._wrong.groupby(["start", "finish"])["tickets"].sum()
        at_start = self.cells.groupby("start")["tickets"].sum()
        ways: pd.DataFrame = counted.reset_index()
        ways["share"] = ways["tickets"] / ways["start"].map(at_start).astype(float)
        order = ways.sort_values(["tickets", "start", "finish"], ascending=[False, True, True])
        return order.reset_index(drop=True)

    def weeks(self) -> pd.DataFrame:
        """By week: share that went wrong, its Wilson interval, and how many tickets there were."""
        dated = self.cells.dropna(subset=["week"])
        n = dated.groupby("week")["tickets"].sum()
        wrong = dated[dated["is_wrong"]].groupby("week")["tickets"].sum().reindex(n.index)
        shares = [
            proportion(int(hits), int(of))
            for hits, of in zip(wrong.fillna(0), n, strict=True)
        ]  # fmt: skip
        ends = [(s.value, s.interval.low, s.interval.high) for s in shares if s and s.interval]
        table = pd.DataFrame(ends, columns=["share", "low", "high"])
        return table.assign(week=n.index, tickets=n.to_numpy())

    def matrix(self) -> tuple[list[str], list[list[int]]]:
        """The commonest sides with how many went from which to which; rows are the starts."""
        ways = self._wrong
        both = pd.concat([ways.groupby(side)["tickets"].sum() for side in ("start", "finish")])
        names = sorted(both.groupby(level=0).sum().nlargest(MAX_SIDES).index)
        table = ways.pivot_table(
            index="start", columns="finish", values="tickets", aggfunc="sum", fill_value=0
        ).reindex(index=names, columns=names, fill_value=0)
        return names, table.to_numpy(dtype=int).tolist()

    @property
    def _wrong(self) -> pd.DataFrame:
        return self.cells[self.cells["is_wrong"].astype(bool)]


@kept_by_revision
def misroutes(workspace: Workspace, filters: Filters, run_id: int | None) -> dict[Kind, Found]:
    """What the workspace holds of each kind among the tickets that match."""
    cells = marked.cells(workspace, filters, run_id)
    return {kind: Found(cells[cells["kind"] == kind]) for kind in KINDS}


def first_against_actual(
    workspace: Workspace, filters: Filters = EVERY_TICKET, run_id: int | None = None
) -> tuple[list[str], list[list[int]]]:
    """First category (rows) against actual category (columns), the largest ones."""
    frame = misroutes(workspace, filters, run_id)["people"].cells
    largest = frame.groupby("finish")["tickets"].sum().nlargest(MAX_ROWS)
    labels = sorted({*largest.index, *_selected(filters)})
    kept = frame[frame["start"].isin(labels) & frame["finish"].isin(labels)]
    table = pd.crosstab(kept["start"], kept["finish"], values=kept["tickets"], aggfunc="sum")
    filled = table.reindex(index=labels, columns=labels).fillna(0).astype(int)
    return labels, filled.to_numpy().tolist()


def _selected(filters: Filters) -> list[str]:
    """A category that was selected has its row, although none or few tickets ended there."""
    return [filters.first] if filters.first else []
