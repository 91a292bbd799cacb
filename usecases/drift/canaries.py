"""Canaries: up to 200 tickets with settled answers that are asked again on schedule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from math import nan
from pathlib import Path
from typing import Final

import numpy as np

from routing.decision import Decision
from routing.errors import EvaluationError, RouterError
from routing.evaluation.drift.alarm import Alarm, Kind, Since, Size
from routing.evaluation.drift.canaries import (
    MAX_CANARIES,
    RENAMED,
    CanaryRun,
    CanaryWatch,
    Moved,
)
from routing.evaluation.drift.tickets import names
from routing.routers.llm.keys import Keys
from routing.ticket import Ticket
from store import tickets
from store.drift import canaries
from store.drift import watch as drift
from store.drift.canaries import CanaryAnswers
from store.runs import Run
from store.workspace import Workspace
from usecases.actor import Actor, Role
from usecases.runs.embedding_model import embedder
from usecases.runs.profile import profile_of

CANARY_NUMBER: Final = 1_000_000  # their alarms are numbered apart from those of tickets
TYPICAL: Final = 10
EVERY: Final = timedelta(days=1)
SHARE: Final = "share of canaries"


def choose_canaries(workspace: Workspace, run: Run, count: int, actor: Actor) -> int:
    """Ask from now on tickets of every category that the run decided as people did; how many.

    Raises EvaluationError where that many are too many, or there is none.
    """
    actor.require(Role.MANAGER, "choose canaries")
    if not 0 < count <= MAX_CANARIES:
        raise EvaluationError(f"Choose between 1 and {MAX_CANARIES} canaries.")
    keys = canaries.candidates(workspace, run.run_id, count)
    if not keys:
        raise EvaluationError(
            "No ticket of this run has a settled answer: label or review some tickets first."
        )
    canaries.choose(workspace, keys, actor.name)
    return len(keys)


def are_due(workspace: Workspace, now: datetime) -> bool:
    """Whether there are canaries that nobody has asked since yesterday."""
    if not canaries.chosen(workspace):
        return False
    times = [run.asked_at for run in canaries.runs(workspace) if run.asked_at]
    return not times or now - max(times) >= EVERY


def ask_canaries(workspace: Workspace, run: Run, models: Path, keys: Keys) -> CanaryAnswers:
    """Ask the router of a run all canaries once, and keep what it answers.

    A run in which a canary got no answer is not kept: it could not be compared with the others.
    Raises RouterError where the router cannot be asked, or left a canary without an answer.
    """
    chosen = canaries.chosen(workspace)
    known = tickets.by_keys(workspace, chosen)
    asked = [known[key] for key in chosen if key in known]
    profile = profile_of(workspace, run)
    decisions = profile.open(keys, embedder=embedder(models)).route(asked)
    model = profile.llm.model if profile.llm else f"{profile.router} {profile.fingerprint[:8]}"
    made = answered_canaries(model, asked, decisions)
    canaries.add_run(workspace, made)
    return made


def answered_canaries(
    model: str, asked: Sequence[Ticket], decisions: Sequence[Decision]
) -> CanaryAnswers:
    """What a router has answered now; RouterError where it left a canary without an answer."""
    if failed := [decision.error for decision in decisions if decision.error]:
        raise RouterError(
            f"{len(failed)} of {len(asked)} canaries got no answer ({failed[0]}); all are asked "
            "again at the next look."
        )
    name = f"asked {datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%f}"
    answers = {
        ticket.id: (decision.category, decision.confidence)
        for ticket, decision in zip(asked, decisions, strict=True)
    }
    return CanaryAnswers(name, model, None, answers)


def canary_alarms(workspace: Workspace, runs: Sequence[CanaryAnswers]) -> tuple[Alarm, ...]:
    """What runs of canaries show; the first three tell how much the router wavers by itself.

    Raises EvaluationError where a run has other canaries than the first one.
    """
    if not runs:
        return ()
    keys = drift.keys_of_ids(workspace)
    order, watch, found = list(runs[0].answers), CanaryWatch(), list[Alarm]()
    for run in runs:
        if set(run.answers) != set(order):
            raise EvaluationError(
                f'The run "{run.name[:40]}" has other canaries than the first one.'
            )
        categories = names([run.answers[each][0] for each in order])
        confidences = np.array([run.answers[each][1] for each in order])
        for moved in watch.see(CanaryRun(run.model, categories, confidences)):
            shown = [order[i] for i in moved.canaries] or order
            known = [keys[each] for each in shown if each in keys] or [0]
            found.append(_alarm(moved, run, known))
    return tuple(found)


def keep_canary_alarms(workspace: Workspace, channels: Sequence[str]) -> list[int]:
    """Keep what the runs so far show, with its messages; the numbers of new alarms.

    What showed before the reference was moved counts as usual.
    """
    window = drift.reference(workspace)
    if window is None:
        return []
    moved_at = window.set_at.replace(tzinfo=UTC).timestamp()
    every = canary_alarms(workspace, canaries.runs(workspace))
    found = [alarm for alarm in every if not alarm.raised_at < moved_at]
    return drift.add_alarms(workspace, window.reference_id, found, channels)


def _number(moved: Moved, run: CanaryAnswers) -> int:
    """The same for what a run has shown, and another one after the canaries were chosen anew."""
    digest = blake2b(f"{run.name} {moved.what}".encode(), digest_size=4).digest()
    return CANARY_NUMBER + int.from_bytes(digest)


def _alarm(moved: Moved, run: CanaryAnswers, keys: Sequence[int]) -> Alarm:
    renamed = moved.what == RENAMED
    at = run.asked_at.replace(tzinfo=UTC).timestamp() if run.asked_at else nan
    return Alarm(
        _number(moved, run), Kind.MODEL if renamed else Kind.CANARY,
        (run.model if renamed else moved.what,), at, keys[-1], Since(at, keys[0]),
        Size(SHARE, moved.usual, moved.now, moved.low, moved.high), tuple(keys[:TYPICAL]),
    )  # fmt: skip
