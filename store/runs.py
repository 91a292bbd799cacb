"""Runs, and the journal in which the engine writes their decisions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from routing.decision import Decision
from routing.decision_columns import to_table
from routing.engine import RunStatus
from routing.ticket import Ticket
from store import attachments, tickets
from store.queries import query
from store.tickets import EVERY_TICKET, Filters
from store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Run:
    """One pass of a router over the tickets of a workspace.

    settings: everything the run was asked for, enough to resume it.
    seconds: time spent working, pauses left out.
    policy_id: the saved policy behind its dispositions, None for the default of its settings.
    sample: how many tickets it was asked to look at, None for all.
    part: which tickets these are, in words; None for a sample drawn at random.
    """

    run_id: int
    router: str
    settings: Mapping[str, Any]
    fingerprint: str
    taxonomy_id: int
    status: RunStatus
    total: int
    started_at: datetime
    seconds: float
    warnings: tuple[str, ...]
    error: str | None
    decided: int
    policy_id: int | None = None
    sample: int | None = None
    part: str | None = None

    @property
    def title(self) -> str:
        """What a person calls the run, for example `Run 3 · embedded · 2 Mar 2026 14:05`."""
        when = f"{self.started_at:%d %b %Y %H:%M}".lstrip("0")
        extent = f"{self.total:,} tickets {self.part}" if self.part else f"sample of {self.total:,}"
        part = f" · {extent}" if self.sample else ""
        return f"Run {self.run_id} · {self.asked}{part} · {when}"

    @property
    def share_decided(self) -> float:
        """How much of it is done, 0 to 1."""
        return self.decided / self.total if self.total else 0.0

    @property
    def asked(self) -> str:
        """Who decided: the router, the model where it asks one, and whether it did so now."""
        model = (self.settings.get("llm") or {}).get("model")
        name = f"{self.router} {model}" if model else self.router
        return f"{name}, recorded" if self.settings.get("recorded") else name


@dataclass(frozen=True, slots=True)
class Selection:
    """Some tickets by their keys, and which these are, in words."""

    keys: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run came to; counts of decisions unless the name says otherwise.

    labelled: decisions on tickets whose actual category is known; correct: those that match it.
    latency: mean and 95th percentile, in seconds per ticket.
    """

    tickets: int
    auto: int
    review: int
    unknown: int
    errors: int
    labelled: int
    correct: int
    auto_labelled: int
    auto_correct: int
    cost_usd: float
    latency_mean: float
    latency_p95: float


def start(
    workspace: Workspace,
    router: str,
    settings: Mapping[str, Any],
    taxonomy_id: int,
    *,
    policy_id: int | None = None,
    sample: int | None = None,
    only: Selection | None = None,
) -> Run:
    """Record a new run.

    policy_id: the saved policy it routes by.
    sample: how many tickets it takes, the same share of every category; None for all.
    only: the very tickets it takes, instead of a sample.
    """
    attachments.take_in(workspace)
    wanted = {
        "router": router, "settings": json.dumps(settings), "taxonomy_id": taxonomy_id,
        "policy_id": policy_id, "sample": len(only.keys) if only else sample,
        "part": only.words if only else None,
    }  # fmt: skip
    with workspace.writing() as cursor:
        (number,) = cursor.execute(query("runs.start"), wanted).fetchone() or (0,)
        if only:
            cursor.execute(query("runs.take"), {"run_id": number, "keys": list(only.keys)})
            cursor.execute(query("runs.drawn"), [number])
        elif sample is not None:
            cursor.execute(query("runs.draw"), {"run_id": number, "sample": sample})
            cursor.execute(query("runs.drawn"), [number])
    return one(workspace, number)


def one(workspace: Workspace, run_id: int) -> Run:
    """The run of that number."""
    return _run(workspace.rows("runs.one", [run_id])[0])


def all_runs(workspace: Workspace) -> list[Run]:
    """Every run, newest first."""
    return [_run(row) for row in workspace.rows("runs.all")]


def left(run: Run, tickets_now: int) -> int:
    """How many tickets of the run still wait for a decision.

    tickets_now: tickets in the workspace; those that came since are part of a run over all.
    """
    return max(0, (run.total if run.sample else tickets_now) - run.decided)


def resume(workspace: Workspace, run_id: int) -> Run:
    """Record that a run goes on; tickets that came since are part of it."""
    attachments.take_in(workspace)
    workspace.execute("runs.resume", [run_id])
    return one(workspace, run_id)


def mark_interrupted(workspace: Workspace) -> None:
    """After opening: a run still called running was cut off with its process."""
    workspace.execute("runs.mark_interrupted")


def summary(workspace: Workspace, run_id: int, filters: Filters = EVERY_TICKET) -> RunSummary:
    """What the run came to on the tickets that match; its cost is that of the whole run."""
    values = {**filters.parameters(run_id), "every_ticket": filters == EVERY_TICKET}
    return RunSummary(*workspace.rows("runs.summary", values)[0])


@dataclass(frozen=True, slots=True)
class RunJournal:
    """Where the engine reads what is open and writes what is decided."""

    workspace: Workspace
    run_id: int

    def size(self) -> tuple[int, int]:
        """How many tickets of the run have their decision, and how many there are."""
        decided, total = self.workspace.rows("runs.size", [self.run_id])[0]
        return int(decided), int(total)

    def pending(self) -> Iterator[list[Ticket]]:
        """The tickets that still wait for a decision, in batches."""
        return tickets.pending(self.workspace, self.run_id)

    def describe(self, fingerprint: str, warnings: Sequence[str]) -> None:
        """Record which router it became, and what it warns of."""
        described = {
            "run_id": self.run_id,
            "fingerprint": fingerprint,
            "warnings": json.dumps(list(warnings)),
        }
        self.workspace.execute("runs.describe", described)

    def write(self, decisions: Sequence[Decision]) -> None:
        """Write decisions for good; the key (run, ticket) refuses a second one."""
        self.workspace.append("runs.write", table_of(self.run_id, decisions))
        self.workspace.checkpoint(if_cheap=True)

    def end(self, status: RunStatus, seconds: float, error: str | None) -> None:
        """Record how this stretch of the run ended and how long it worked."""
        ended = {"run_id": self.run_id, "status": str(status), "seconds": seconds, "error": error}
        self.workspace.execute("runs.end", ended)
        self.workspace.checkpoint()


def table_of(run_id: int, decisions: Sequence[Decision]) -> pa.Table:
    """Decisions of a run as they are written, for the statement `runs.write`."""
    keys = pa.array([decision.ticket_key for decision in decisions], pa.int64())
    runs = pa.repeat(pa.scalar(run_id, pa.int64()), len(decisions))
    return to_table(decisions).append_column("ticket_key", keys).append_column("run_id", runs)


def _run(row: tuple[Any, ...]) -> Run:
    number, router, settings, mark, taxonomy, status, total, at, seconds, warnings, *rest = row
    return Run(
        number, router, json.loads(settings), mark, taxonomy, RunStatus(status), total, at, seconds,
        tuple(json.loads(warnings)), *rest,
    )  # fmt: skip
