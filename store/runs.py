"""Runs and their decisions; the journal of the engine."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
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


def labelled(workspace: Workspace, run_id: int, filters: Filters = EVERY_TICKET) -> pd.DataFrame:
    """Decisions on labelled tickets that match: actual, predicted, confidence, disposition, first.

    Also by_text and near_group, what the text baseline knows, NaN until it was computed.
    """
    return workspace.frame("runs.labelled", filters.parameters(run_id))


def answered(
    workspace: Workspace, run_id: int, filters: Filters = EVERY_TICKET
) -> list[tuple[str, str, str | None, str | None, int]]:
    """Decisions on labelled tickets that match, counted.

    Actual category, predicted one, first one and that of the text baseline, where they are known,
    and the tickets of which all that holds.
    """
    values = filters.parameters(run_id)
    return [tuple(row) for row in workspace.rows("runs.answered", values)]


def confused(
    workspace: Workspace, run_id: int, *, one_of_each: bool = False
) -> list[tuple[str, str, int]]:
    """Labelled decisions counted: actual category, predicted category, tickets.

    one_of_each: of near-duplicates one ticket alone, where they are all known.
    """
    values = {"run_id": run_id, "one_of_each": one_of_each}
    return [tuple(row) for row in workspace.rows("runs.confused", values)]


def outcomes(workspace: Workspace, run_id: int) -> list[tuple[str, bool, int, int, int]]:
    """Every decision counted once: reason, whether auto-routed, tickets, labelled, correct."""
    return [tuple(row) for row in workspace.rows("runs.outcomes", [run_id])]


def parents(workspace: Workspace, run_id: int) -> list[tuple[str, str, int]]:
    """Labelled tickets that were answered with a parent: the parent, the actual one, how many."""
    return [tuple(row) for row in workspace.rows("runs.parents", [run_id])]


def sliced(
    workspace: Workspace, run_id: int, lengths: Sequence[int], filters: Filters = EVERY_TICKET
) -> pd.DataFrame:
    """Labelled decisions by Month, Channel, Language, Length: tickets, and how many were correct.

    lengths: four ascending bounds; Length is how many of them the text reaches.
    """
    values = {**filters.parameters(run_id), "lengths": list(lengths)}
    return workspace.frame("runs.sliced", values)


def languages(workspace: Workspace, run_id: int) -> dict[str, int]:
    """Labelled decisions by the language of their ticket, the commonest first."""
    return dict(workspace.rows("runs.languages", [run_id]))


def evidence(workspace: Workspace, run_id: int) -> pd.DataFrame:
    """Labelled decisions for the dial: predicted, confidence, correct, near_group, length."""
    return workspace.frame("runs.evidence", [run_id])


def ranked(workspace: Workspace, run_id: int) -> pd.DataFrame:
    """Every decision with its alternatives: actual, predicted, confidence, others, held.

    actual is "" where the ticket has no label.
    """
    return workspace.frame("runs.ranked", [run_id])


def unlabelled(workspace: Workspace, run_id: int) -> pd.DataFrame:
    """Decisions on tickets without an actual category: predicted, confidence, length."""
    return workspace.frame("runs.unlabelled", [run_id])


def together(workspace: Workspace, run_ids: Sequence[int]) -> pd.DataFrame:
    """Labelled tickets that all runs have decided: ticket_key, actual, run_id, predicted."""
    return workspace.frame("runs.together", {"run_ids": list(run_ids)})


def totals_together(workspace: Workspace, run_ids: Sequence[int]) -> pd.DataFrame:
    """Of each run over those tickets, by run_id: n, cost, latency, auto-routed and right."""
    frame = workspace.frame("runs.totals_together", {"run_ids": list(run_ids)})
    return frame.set_index("run_id")


def differing(
    workspace: Workspace, first: int, second: int, outcome: str | None, most: int
) -> pd.DataFrame:
    """Labelled tickets on which two runs disagree, at most that many.

    outcome: `first`, `second` or `neither`, by who is right; None for any.
    """
    wanted = {"first": first, "second": second, "outcome": outcome, "most": most}
    return workspace.frame("runs.differing", wanted)


def stages(workspace: Workspace, first: int, second: int) -> pd.DataFrame:
    """What two runs say of the labelled tickets both decided, and what each answer cost."""
    return workspace.frame("runs.stages", {"first": first, "second": second})


def latest_answers(workspace: Workspace, run_id: int) -> pd.DataFrame:
    """The last few decisions: id, subject, category, confidence, disposition."""
    return workspace.frame("runs.latest_answers", [run_id])


def answers(workspace: Workspace, run_id: int) -> list[tuple[Any, ...]]:
    """Every answer of a run by the ticket's id at the desk, with all that a router says.

    id, category, confidence, alternatives, reason, calibrated, input, output and cached tokens,
    cost, latency, error, signs.
    """
    return workspace.rows("runs.answers", [run_id])


def of_ticket(workspace: Workspace, key: int) -> pd.DataFrame:
    """All decisions of all runs on one ticket, newest run first."""
    return workspace.frame("runs.of_ticket", [key])


def predictions(
    workspace: Workspace, run_id: int, import_id: int, first: int, last: int
) -> dict[int, tuple[Any, ...]]:
    """Category, confidence, disposition, reason and error by line of the imported file.

    first, last: the lines that are asked about, both included.
    """
    wanted = {"run_id": run_id, "import_id": import_id, "first": first, "last": last}
    return {line: tuple(rest) for line, *rest in workspace.rows("runs.predictions", wanted)}


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
