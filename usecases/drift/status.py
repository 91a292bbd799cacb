"""What the drift watch of a workspace knows, without looking anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from routing.evaluation.drift.alarm import Alarm, State
from routing.evaluation.drift.indices import Index, domain_classifier, share_indices
from routing.evaluation.drift.saved_state import loaded
from routing.evaluation.drift.watch import Watch
from store.drift import watch as drift
from store.drift.watch import ReferenceWindow
from store.workspace import Workspace
from usecases.cache import kept_by_revision
from usecases.drift.reference import TICKETS
from usecases.drift.report import Span, as_of, moment

RECENT = 500
REVIEWS = 30


@dataclass(frozen=True, slots=True)
class Status:
    """The state of the watch.

    window: who chose the reference and when. looks: tickets looked at; as_of: the newest of them.
    reviews: blind reviews in the reference. volume_days_missing: days it lacks for the volume.
    """

    window: ReferenceWindow
    span: Span
    looks: int
    as_of: datetime | None
    reviews: int
    volume_days_missing: int

    @property
    def reviews_missing(self) -> int:
        """Labelled tickets that the reference lacks before accuracy can be watched."""
        return max(0, REVIEWS - self.reviews)


@kept_by_revision
def status(workspace: Workspace) -> Status | None:
    """The state of the watch; None before the first look."""
    watch, window = _watch(workspace), drift.reference(workspace)
    if watch is None or window is None:
        return None
    times = watch.reference.traits.time
    known = times[np.isfinite(times)]
    start, end = (float(known.min()), float(known.max())) if known.size else (np.nan, np.nan)
    span = Span(moment(start), moment(end), window.tickets)
    return Status(
        window, span, watch.seen, moment(as_of(watch)), len(watch.reference.reviewed),
        watch.volume_days_missing,
    )  # fmt: skip


def open_alarms(workspace: Workspace) -> list[Alarm]:
    """The alarms that still ask for a person, newest first."""
    return [alarm for alarm in drift.alarms(workspace) if alarm.state is State.OPEN]


@kept_by_revision
def decided_count(workspace: Workspace) -> int:
    """How many tickets are decided."""
    return drift.decided_count(workspace)


def tickets_missing(workspace: Workspace) -> int:
    """Decided tickets that are missing for a first reference."""
    return max(0, TICKETS - decided_count(workspace))


@kept_by_revision
def indices(workspace: Workspace) -> tuple[Index, ...]:
    """PSI, Jensen-Shannon and the domain classifier of the newest tickets; they raise no alarm."""
    watch = _watch(workspace)
    if watch is None or watch.seen < RECENT:
        return ()
    size = len(watch.reference.reader.categories)
    then, now = (
        np.bincount(codes, minlength=size)
        for codes in (watch.reference.traits.category, watch.memory.traits.category[-RECENT:])
    )
    shares = share_indices(then, now)
    recent, near = watch.recent_vectors, watch.reference.neighbours
    classifier = domain_classifier(near.vectors, recent) if near and recent is not None else None
    return (*shares, classifier) if classifier else shares


@kept_by_revision
def _watch(workspace: Workspace) -> Watch | None:
    window = drift.reference(workspace)
    state = drift.state(workspace, window.reference_id) if window else None
    return loaded(state.state) if state else None
