"""Figures of the live service over the last minutes, from its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from service.storage.database import Database

MINUTE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Latency:
    """Seconds until an answer, or until an event was closed; n: of how many."""

    n: int
    p50: float
    p95: float
    p99: float


@dataclass(frozen=True, slots=True)
class Minute:
    """Decisions of one minute. at: when it began, seconds since 1970."""

    at: float
    auto: int
    waiting: int


@dataclass(frozen=True, slots=True)
class LiveFigures:
    """What was decided since a moment. waiting: those that a person decides.

    direct, queue: how long a call and an event took; None where there was none.
    """

    over_minutes: int
    tickets: int
    auto: int
    waiting: int
    cost_usd: float
    direct: Latency | None
    queue: Latency | None
    minutes: tuple[Minute, ...]

    @property
    def per_minute(self) -> float:
        """Tickets a minute."""
        return self.tickets / self.over_minutes

    @property
    def auto_share(self) -> float | None:
        """The share that was auto-routed, None without a ticket."""
        return self.auto / self.tickets if self.tickets else None


def figures(database: Database, now: float, minutes: int) -> LiveFigures:
    """The last so many minutes."""
    since = now - minutes * MINUTE
    rows = database.rows(
        "SELECT CAST(decided_at / 60 AS INTEGER) * 60 AS at, "
        "count(*) FILTER (WHERE disposition = 'auto') AS auto, "
        "count(*) FILTER (WHERE disposition <> 'auto') AS waiting, sum(cost_usd) AS cost "
        "FROM decisions WHERE decided_at >= ? GROUP BY 1 ORDER BY 1",
        (since,),
    )
    auto, waiting = sum(row["auto"] for row in rows), sum(row["waiting"] for row in rows)
    return LiveFigures(
        minutes, auto + waiting, auto, waiting, sum(row["cost"] for row in rows),
        _latency(database, since, "event = ''"), _latency(database, since, "event <> ''"),
        tuple(Minute(row["at"], row["auto"], row["waiting"]) for row in rows),
    )  # fmt: skip


def percentile(ordered: list[float], share: float) -> float:
    """The value that so much of an ordered list does not exceed (nearest rank).

    >>> percentile([1.0, 2.0, 3.0, 4.0], 0.5)
    2.0
    """
    return ordered[max(0, -int(-len(ordered) * share // 1) - 1)]


def _latency(database: Database, since: float, which: str) -> Latency | None:
    rows = database.rows(
        f"SELECT seconds FROM decisions WHERE decided_at >= ? AND {which} "  # noqa: S608 - ours
        "ORDER BY seconds",
        (since,),
    )
    took = [row["seconds"] for row in rows]
    if not took:
        return None
    p50, p95, p99 = (percentile(took, share) for share in (0.5, 0.95, 0.99))
    return Latency(len(took), p50, p95, p99)
