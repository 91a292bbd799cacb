"""What the business case measures: means of a run with their spread, and the volume by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Spread:
    """A mean and its standard deviation."""

    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class PerTicket:
    """What a run took for a ticket; n: decisions measured.

    cached_tokens, input_tokens_in_all: sums over the run, for the share served from a cache.
    """

    n: int
    seconds: Spread
    cost_usd: Spread
    input_tokens: Spread
    output_tokens: Spread
    cached_tokens: int
    input_tokens_in_all: int


def per_ticket(workspace: Workspace, run_id: int) -> PerTicket:
    """What the run took for a ticket, on average."""
    n, *means, cached, tokens = workspace.rows("measures.of_run", [run_id])[0]
    seconds, cost, asked, answered = (Spread(*means[at : at + 2]) for at in range(0, 8, 2))
    return PerTicket(n, seconds, cost, asked, answered, cached, tokens)


def whole_months(workspace: Workspace) -> dict[date, int]:
    """Tickets of each month that the export covers wholly, oldest first."""
    return {month.date(): count for month, count in workspace.rows("measures.whole_months")}


def tickets_between(workspace: Workspace, first: date, last: date) -> int:
    """Tickets created from the first to the last day; those without a date are among them."""
    period = {"first": first, "last": last}
    return int(workspace.rows("measures.tickets_between", period)[0][0])


@dataclass(frozen=True, slots=True)
class MonthArm:
    """One side of a month: tickets that went to people as before, or the others."""

    month: date
    held_out: bool
    tickets: int
    seconds: Spread
    kurtosis: float


def arms(
    workspace: Workspace, attribute: str, value: str, since: date, seconds_moved: float
) -> list[MonthArm]:
    """Both sides of each month since a day, with people's seconds on each ticket.

    attribute, value: the column that says which were held out, and what stands in it for them.
    seconds_moved: what a ticket takes in addition that a person moved on.
    """
    given = {
        "attribute": attribute, "value": value, "since": since, "seconds_moved": seconds_moved,
    }  # fmt: skip
    return [
        MonthArm(month.date(), held_out, n, Spread(mean, sd), kurtosis)
        for month, held_out, n, mean, sd, kurtosis in workspace.rows("measures.arms", given)
    ]
