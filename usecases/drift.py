"""Drift: what has moved since a reference, looked at after every ticket."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import isfinite, nan
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from jobs import Control, Job, Jobs, Meter
from routing.errors import EvaluationError
from routing.evaluation.drift.alarm import Alarm
from routing.evaluation.drift.promise import PromiseWatch
from routing.evaluation.drift.reference import Reference
from routing.evaluation.drift.saved import loaded, saved
from routing.evaluation.drift.tickets import Reviews, Tickets, names
from routing.evaluation.drift.watch import Watch
from routing.routers.embedded import Embedder
from routing.taxonomy import Taxonomy
from store import drift, policies, taxonomies
from store.drift import ReferenceWindow, SavedState
from store.workspace import Workspace
from usecases.runs import embedder

REFERENCE: Final = 2_000
MIN_REFERENCE: Final = 200
AT_ONCE: Final = 2_000
AUTOMATIC: Final = "the first tickets"
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Span:
    """The reference: times of its first and last ticket, None where unknown, and its size."""

    start: datetime | None
    until: datetime | None
    tickets: int


@dataclass(frozen=True, slots=True)
class DriftReport:
    """What a look has come to.

    looks: tickets looked at since the reference. as_of: when the newest of them came.
    alarms: all against this reference, oldest first. new: ids of those raised by this look.
    promise: the evidence that the promised precision is not kept, None where none was promised.
    volume_days_missing: days that the reference lacks before volume can be watched.
    """

    looks: int
    as_of: datetime | None
    reference: Span
    alarms: tuple[Alarm, ...]
    new: frozenset[int]
    promise: PromiseWatch | None
    volume_days_missing: int


def place(workspace: Workspace) -> str:
    """Where its job stands: beside the workspace's own."""
    return f"{workspace.path} (drift)"


def start_look(jobs: Jobs, workspace: Workspace, models: Path, channels: Sequence[str]) -> Job:
    """Look in the background; the look going on where there is one."""
    going = jobs.at(place(workspace))
    if going and going.live:
        return going

    def work(control: Control, meter: Meter) -> str:
        found = look(workspace, models, channels=channels, control=control, meter=meter)
        return f"{found.looks:,} tickets looked at, {len(found.new):,} new alarms."

    return jobs.start(place(workspace), lambda: Job("drift", "Drift watch", work))


def choose_reference(
    workspace: Workspace, size: int, by: str, *, start: int = 0
) -> ReferenceWindow:
    """Compare with so many decided tickets from a place on, oldest first, from now on.

    Raises EvaluationError where there are too few; it says how many are missing.
    """
    if size < MIN_REFERENCE:
        raise EvaluationError(f"A reference needs at least {MIN_REFERENCE} tickets, not {size}.")
    found = drift.decided(workspace, start=start, most=size)
    if len(found) < size:
        raise EvaluationError(
            f"The reference needs {size:,} decided tickets and there are {len(found):,}: "
            f"{size - len(found):,} are missing."
        )
    first, last = int(found["ticket_key"].iloc[0]), int(found["ticket_key"].iloc[-1])
    return drift.set_reference(workspace, first, last, size, by)


def look(
    workspace: Workspace,
    models: Path,
    *,
    until: datetime | None = None,
    precision: float | None = None,
    channels: Sequence[str] = (),
    control: Control | None = None,
    meter: Meter | None = None,
) -> DriftReport:
    """Count what came since the last look, keep what was found, and queue its messages.

    until: tickets and labels after it are left for a later look. precision: the one promised of
    auto-routed tickets; else what the policy in force was chosen for. channels: who is told.
    Raises EvaluationError where the tickets are too few for a reference.
    """
    window = drift.reference(workspace) or choose_reference(workspace, REFERENCE, AUTOMATIC)
    model = embedder(models)
    before = drift.state(workspace, window.reference_id)
    if before is None:
        watch, first, labelled = _begun(workspace, window, model, until, precision)
        seen = first["ticket_key"].tolist()
        drift.record(workspace, _state(window, watch), (), seen=seen, labelled=labelled)
    else:
        watch = loaded(before.state)
    tickets = drift.decided(workspace, until=until, unseen=True)
    labels = drift.labels(workspace, until=until, unseen=True)
    counted = _lived(watch, tickets, labels, model, control=control, meter=meter)
    numbers = drift.record(
        workspace, _state(window, watch), watch.alarms, channels=channels,
        seen=tickets["ticket_key"].tolist(), labelled=counted,
    )  # fmt: skip
    kept = sorted(drift.alarms(workspace), key=lambda alarm: alarm.id)
    return _report(window, watch, tuple(kept), frozenset(numbers))


def replay(
    workspace: Workspace,
    models: Path,
    *,
    until: datetime | None = None,
    precision: float | None = None,
    control: Control | None = None,
    meter: Meter | None = None,
) -> DriftReport:
    """Live through all tickets since the reference once more; nothing is kept."""
    window = drift.reference(workspace) or choose_reference(workspace, REFERENCE, AUTOMATIC)
    model = embedder(models)
    watch, first, _ = _begun(workspace, window, model, until, precision)
    every = drift.decided(workspace, until=until)
    tickets = every[~every["ticket_key"].isin(first["ticket_key"])]
    _lived(
        watch, tickets, drift.labels(workspace, until=until), model, control=control, meter=meter
    )
    return _report(window, watch, watch.alarms, frozenset(a.id for a in watch.alarms))


def _begun(
    workspace: Workspace,
    window: ReferenceWindow,
    model: Embedder | None,
    until: datetime | None,
    precision: float | None,
) -> tuple[Watch, pd.DataFrame, list[int]]:
    """A new watch, the tickets of its reference, and which of these are labelled."""
    every = drift.decided(workspace, until=until)
    start = int(np.flatnonzero(every["ticket_key"] == window.first_ticket)[0]) if len(every) else 0
    first = every.iloc[start : start + window.tickets]
    if len(first) < window.tickets:
        raise EvaluationError(
            f"The reference holds {window.tickets:,} tickets and only {len(first):,} of them had "
            "come by then: choose a later time."
        )
    labels = drift.labels(workspace, until=until)
    mine = labels[labels["ticket_key"].isin(first["ticket_key"])]
    auto = _auto(first, mine)
    reviews = Reviews(
        mine["ticket_key"].to_numpy(np.int64), np.arange(1, len(mine) + 1),
        names(mine["category"].tolist()), auto,
    )  # fmt: skip
    reference = Reference.of(_tickets(first, model), reviews, _taxonomy(workspace).names)
    return Watch(reference, precision or _promised(workspace)), first, mine["ticket_key"].tolist()


def _lived(
    watch: Watch,
    tickets: pd.DataFrame,
    labels: pd.DataFrame,
    model: Embedder | None,
    *,
    control: Control | None,
    meter: Meter | None,
) -> list[int]:
    """Let the watch live through tickets and labels; the tickets whose labels were counted."""
    before = watch.seen
    mine, after = _placed(watch, tickets, labels)
    auto = _auto(tickets, mine)
    if meter:
        meter.begin("Looking at tickets", len(tickets))
    for start in range(0, max(len(tickets), 1), AT_ONCE):
        if control:
            control.checkpoint()
        part = tickets.iloc[start : start + AT_ONCE]
        last = start + AT_ONCE >= len(tickets)
        rows = (after > before + start) | (start == 0)
        rows &= (after <= before + start + len(part)) | last
        watch.look(
            _tickets(part, model),
            Reviews(
                mine["ticket_key"].to_numpy(np.int64)[rows], after[rows],
                names(mine["category"][rows].tolist()), auto[rows],
            ),
        )  # fmt: skip
        if meter:
            meter.tell("Looking at tickets", min(start + AT_ONCE, len(tickets)), len(tickets))
    return [int(key) for key in mine["ticket_key"]]


def _placed(
    watch: Watch, tickets: pd.DataFrame, labels: pd.DataFrame
) -> tuple[pd.DataFrame, np.ndarray]:
    """Labels of tickets that are or have been seen, and after how many tickets each counts."""
    keys = tickets["ticket_key"].to_numpy(np.int64)
    known = labels["ticket_key"].isin(np.concatenate([keys, watch.memory.traits.key]))
    mine = labels[known]
    place = pd.Series(np.arange(1, keys.size + 1), index=keys)
    own = place.reindex(mine["ticket_key"]).fillna(0).to_numpy(np.int64)
    times = tickets["time"].to_numpy(np.float64)
    times = np.maximum.accumulate(np.where(np.isfinite(times), times, -np.inf))
    by_time = np.searchsorted(times, mine["time"].fillna(-np.inf).to_numpy(np.float64), "right")
    after = watch.seen + np.maximum(own, by_time)
    order = np.argsort(after, kind="stable")
    return mine.iloc[order], after[order]


def _auto(tickets: pd.DataFrame, labels: pd.DataFrame) -> np.ndarray:
    """Of which labels the decision was auto-routed, as far as the tickets are here."""
    found = tickets.set_index("ticket_key")["auto"].reindex(labels["ticket_key"])
    return found.eq(other=True).to_numpy(dtype=bool)


def _tickets(rows: pd.DataFrame, model: Embedder | None) -> Tickets:
    texts = rows["text"].tolist()
    return Tickets(
        rows["ticket_key"].to_numpy(np.int64), rows["time"].to_numpy(np.float64), names(texts),
        names(rows["category"].tolist()), rows["confidence"].to_numpy(np.float64),
        names(rows["model"].fillna("").tolist()), model.embed(texts) if model else None,
    )  # fmt: skip


def _taxonomy(workspace: Workspace) -> Taxonomy:
    version = taxonomies.current(workspace)
    return version.taxonomy if version else Taxonomy(())


def _promised(workspace: Workspace) -> float | None:
    """The precision that was asked when the policy in force was chosen; None where none was."""
    version = policies.current(workspace)
    asked = version.origin.get("asked") if version else None
    return float(asked) if isinstance(asked, (int, float)) and 0 < asked < 1 else None


def _state(window: ReferenceWindow, watch: Watch) -> SavedState:
    return SavedState(window.reference_id, watch.seen, _as_of(watch), saved(watch))


def _as_of(watch: Watch) -> float:
    times = watch.memory.traits.time
    return float(np.nanmax(times)) if np.isfinite(times).any() else nan


def _report(
    window: ReferenceWindow,
    watch: Watch,
    alarms: tuple[Alarm, ...],
    new: frozenset[int],
) -> DriftReport:
    times = watch.reference.traits.time
    known = times[np.isfinite(times)]
    start, until = (float(known.min()), float(known.max())) if known.size else (nan, nan)
    return DriftReport(
        watch.seen, moment(_as_of(watch)), Span(moment(start), moment(until), window.tickets),
        alarms, new, watch.promise, watch.volume_days_missing,
    )  # fmt: skip


def with_canaries(
    workspace: Workspace,
    report: DriftReport,
    found: Sequence[Alarm],
    *,
    keep: bool,
    channels: Sequence[str],
) -> DriftReport:
    """The report with what canaries show; kept with the alarms of tickets where wanted."""
    new = frozenset(alarm.id for alarm in found)
    window = drift.reference(workspace)
    if not keep or window is None:
        return replace(report, alarms=(*report.alarms, *found), new=report.new | new)
    numbers = drift.add_alarms(workspace, window.reference_id, found, channels)
    kept = sorted(drift.alarms(workspace), key=lambda alarm: alarm.id)
    return replace(report, alarms=tuple(kept), new=report.new | frozenset(numbers))


def twice_as_many(watch: PromiseWatch) -> float:
    """Twice the mistakes that the promise allows: what the watch should not miss."""
    return min(2 * (1 - watch.promised), 1.0)


def moment(seconds: float) -> datetime | None:
    """Seconds since 1970 as a time in UTC; None where unknown."""
    return datetime.fromtimestamp(seconds, UTC) if isfinite(seconds) else None
