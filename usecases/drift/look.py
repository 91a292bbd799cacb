"""A look of the drift watch: what came since the last one is counted, ticket by ticket."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import inf
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from jobs import Control, Job, Jobs, Meter
from roi.numbers import number
from routing.errors import EvaluationError
from routing.evaluation.drift.alarm import Alarm
from routing.evaluation.drift.reference import Reference
from routing.evaluation.drift.saved_state import loaded, saved
from routing.evaluation.drift.watch import Watch
from routing.language import language
from routing.routers.embedded.embedder import Encodes
from routing.routers.embedded.model_files import HOW_TO_FETCH
from store import policies, taxonomies
from store.drift import watch as drift
from store.drift.watch import ReferenceWindow, SavedState
from store.workspace import Workspace
from usecases.drift.canaries import keep_canary_alarms
from usecases.drift.reference import reference_or_first
from usecases.drift.report import DriftReport, as_of
from usecases.drift.watched_tickets import Placed, reviews_of, tickets_of
from usecases.runs.embedding_model import keeping_embedder

AT_ONCE: Final = 2_000
MAX_READ: Final = 1_000  # characters that tell a language
# Without it every ticket would look as near to the reference as can be, which is an alarm.
NO_MODEL: Final = (
    "The reference was read with the embedding model, whose files are missing here. Fetch them: "
    f"`{HOW_TO_FETCH}`. Or move the reference, which needs none."
)


@dataclass(frozen=True, slots=True)
class LookRequest:
    """What a look is asked for.

    until: tickets and labels after it are left for a later look.
    precision: the one promised of auto-routed tickets; None for what the policy was chosen for.
    channels: by which messages of new alarms are to be sent.
    """

    until: datetime | None = None
    precision: float | None = None
    channels: Sequence[str] = ()


def job_key(workspace: Workspace) -> str:
    """The key of its job: beside the workspace's own."""
    return f"{workspace.path} (drift)"


def start_look(jobs: Jobs, workspace: Workspace, models: Path, request: LookRequest) -> Job:
    """Look in the background; the look going on where there is one."""
    going = jobs.at(job_key(workspace))
    if going and going.live:
        return going

    def work(control: Control, meter: Meter) -> str:
        found = look(workspace, models, request, control, meter)
        return f"{number(found.looks)} tickets looked at, {number(len(found.new))} new alarms."

    return jobs.start(job_key(workspace), lambda: Job("drift", "Drift watch", work))


def look(
    workspace: Workspace, models: Path, request: LookRequest, control: Control, meter: Meter
) -> DriftReport:
    """Count what came since the last look, and keep what was found with its messages.

    Raises EvaluationError where the tickets are too few for a reference, or where the embedding
    model that the reference was read with is missing.
    """
    window, model = reference_or_first(workspace), keeping_embedder(workspace, models)
    watch = _going_on(workspace, window, model, request)
    tickets = drift.decided(workspace, until=request.until, unseen=True)
    labels = drift.labels(workspace, until=request.until, unseen=True)
    placed = Placed.among(watch, tickets, labels)
    _live_through(watch, tickets, placed, model, _progress(control, meter))
    numbers = drift.record(
        workspace, _state(window, watch), watch.alarms, channels=request.channels,
        seen=_languages(tickets), labelled=placed.keys,
    )  # fmt: skip
    return DriftReport.of(watch, window.tickets, _kept(workspace), set(numbers))


def replay(
    workspace: Workspace, models: Path, request: LookRequest, control: Control, meter: Meter
) -> DriftReport:
    """Live through all tickets since the reference once more; nothing is kept."""
    window, model = reference_or_first(workspace), keeping_embedder(workspace, models)
    past = _Past.of(workspace, request.until)
    started = _started(workspace, window, model, request, past)
    later = past.tickets.iloc[len(started.tickets) :]
    placed = Placed.among(started.watch, later, past.labels)
    _live_through(started.watch, later, placed, model, _progress(control, meter))
    found = started.watch.alarms
    return DriftReport.of(started.watch, window.tickets, found, {alarm.id for alarm in found})


def with_canaries(
    workspace: Workspace,
    report: DriftReport,
    found: Sequence[Alarm],
    *,
    keep: bool,
    channels: Sequence[str],
) -> DriftReport:
    """The report with what canaries show; kept with the alarms of tickets where wanted."""
    if not keep:
        new = frozenset(alarm.id for alarm in found)
        return replace(report, alarms=(*report.alarms, *found), new=report.new | new)
    numbers = keep_canary_alarms(workspace, channels)
    return replace(report, alarms=_kept(workspace), new=report.new | frozenset(numbers))


@dataclass(frozen=True, slots=True, eq=False)
class _Past:
    """All decided tickets, oldest first, and all labels, up to some time."""

    tickets: pd.DataFrame
    labels: pd.DataFrame

    @classmethod
    def of(cls, workspace: Workspace, until: datetime | None) -> _Past:
        return cls(drift.decided(workspace, until=until), drift.labels(workspace, until=until))


@dataclass(frozen=True, slots=True, eq=False)
class _Started:
    """A watch that has seen its reference alone.

    tickets: those of the reference and all before them. labelled: those of it with a label.
    """

    watch: Watch
    tickets: list[int]
    labelled: list[int]


def _going_on(
    workspace: Workspace, window: ReferenceWindow, model: Encodes | None, request: LookRequest
) -> Watch:
    """The watch as the last look left it; before the first one, made of the reference."""
    before = drift.state(workspace, window.reference_id)
    if before is not None:
        watch = loaded(before.state)
        if watch.reference.neighbours and model is None:
            raise EvaluationError(NO_MODEL)
        return watch
    past = _Past.of(workspace, request.until)
    started = _started(workspace, window, model, request, past)
    drift.record(
        workspace, _state(window, started.watch), (), labelled=started.labelled,
        seen=_languages(past.tickets.iloc[: len(started.tickets)]),
    )  # fmt: skip
    return started.watch


def _started(
    workspace: Workspace,
    window: ReferenceWindow,
    model: Encodes | None,
    request: LookRequest,
    past: _Past,
) -> _Started:
    end = _end(past.tickets, window)
    first = past.tickets.iloc[end - window.tickets : end]
    labels = past.labels[past.labels["ticket_key"].isin(first["ticket_key"])]
    version = taxonomies.current(workspace)
    categories = version.taxonomy.names if version else ()
    reviews = reviews_of(labels, np.arange(1, len(labels) + 1))
    reference = Reference.of(tickets_of(first, model), reviews, categories)
    watch = Watch(reference, request.precision or promised_precision(workspace))
    passed = past.tickets["ticket_key"].iloc[:end].tolist()
    return _Started(watch, passed, labels["ticket_key"].tolist())


def _end(tickets: pd.DataFrame, window: ReferenceWindow) -> int:
    """The place after the last ticket of the reference among all decided ones, oldest first."""
    at = np.flatnonzero(tickets["ticket_key"] == window.first_ticket)
    end = int(at[0]) + window.tickets if at.size else window.tickets
    if end > len(tickets) or not at.size:
        raise EvaluationError(
            f"The reference holds {window.tickets:,} tickets, and not all of them had come by "
            "then: choose a later time."
        )
    return end


def _live_through(
    watch: Watch,
    tickets: pd.DataFrame,
    placed: Placed,
    model: Encodes | None,
    progress: Callable[[int, int], None],
) -> None:
    """Let the watch see tickets and labels as they came; labels on old tickets count first."""
    before, count = watch.seen, len(tickets)
    for start in range(0, max(count, 1), AT_ONCE):
        progress(start, count)
        part = tickets.iloc[start : start + AT_ONCE]
        after = before + start if start else -1
        until = before + start + len(part) if start + AT_ONCE < count else inf
        watch.look(tickets_of(part, model), placed.between(after, until))
    progress(count, count)


def _progress(control: Control, meter: Meter) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        control.checkpoint()
        meter.tell("Looking at tickets", done, total)

    return tell


def _languages(tickets: pd.DataFrame) -> dict[int, str | None]:
    """The language of each ticket, for the screens that count them later."""
    pairs = zip(tickets["ticket_key"].tolist(), tickets["text"].tolist(), strict=True)
    return {key: language(text[:MAX_READ]) for key, text in pairs}


def promised_precision(workspace: Workspace) -> float | None:
    """The precision that was asked when the policy in force was chosen; None where none was."""
    version = policies.current(workspace)
    asked = version.origin.get("asked") if version else None
    return float(asked) if isinstance(asked, (int, float)) and 0 < asked < 1 else None


def _state(window: ReferenceWindow, watch: Watch) -> SavedState:
    return SavedState(window.reference_id, watch.seen, as_of(watch), saved(watch))


def _kept(workspace: Workspace) -> tuple[Alarm, ...]:
    return tuple(sorted(drift.alarms(workspace), key=lambda alarm: alarm.id))
