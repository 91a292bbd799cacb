"""Tickets and labels of a workspace in the form the watch takes them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from routing.evaluation.dial.certify import Counts
from routing.evaluation.drift.tickets import Reviews, Tickets, names
from routing.evaluation.drift.watch import Watch
from routing.routers.embedded.embedder import Encodes


def tickets_of(rows: pd.DataFrame, model: Encodes | None) -> Tickets:
    """Decided tickets, embedded where there is a model, by the text that a run embeds."""
    texts = rows["text"].tolist()
    vectors = model.embed([text.strip() for text in texts]) if model else None
    return Tickets(
        rows["ticket_key"].to_numpy(np.int64), rows["time"].to_numpy(np.float64), names(texts),
        names(rows["category"].tolist()), rows["confidence"].to_numpy(np.float64),
        names(rows["model"].fillna("").tolist()), vectors,
    )  # fmt: skip


def reviews_of(labels: pd.DataFrame, after: Counts) -> Reviews:
    """Labels; after: after how many tickets each counts."""
    return Reviews(
        labels["ticket_key"].to_numpy(np.int64), after, names(labels["category"].tolist()),
        labels["auto"].to_numpy(dtype=bool),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Labels in the order in which they count, and after how many tickets each does."""

    labels: pd.DataFrame
    after: Counts

    @classmethod
    def among(cls, watch: Watch, tickets: pd.DataFrame, labels: pd.DataFrame) -> Placed:
        """Those of tickets that come now or that the watch remembers.

        A label counts when it was given, and not before its ticket has come.
        """
        keys = tickets["ticket_key"].to_numpy(np.int64)
        known = labels["ticket_key"].isin(np.concatenate([keys, watch.memory.traits.key]))
        mine = labels[known]
        place = pd.Series(np.arange(1, keys.size + 1), index=keys)
        own = place.reindex(mine["ticket_key"]).fillna(0).to_numpy(np.int64)
        times = tickets["time"].to_numpy(np.float64)
        times = np.maximum.accumulate(np.where(np.isfinite(times), times, -np.inf))
        given = mine["time"].fillna(-np.inf).to_numpy(np.float64)
        after = watch.seen + np.maximum(own, np.searchsorted(times, given, "right"))
        order = np.argsort(after, kind="stable")
        return cls(mine.iloc[order], after[order])

    def between(self, start: int, end: float) -> Reviews:
        """Those that count after more than `start` and at most `end` tickets."""
        rows = (self.after > start) & (self.after <= end)
        return reviews_of(self.labels[rows], self.after[rows])

    @property
    def keys(self) -> list[int]:
        """The tickets that they are about."""
        return [int(key) for key in self.labels["ticket_key"]]
