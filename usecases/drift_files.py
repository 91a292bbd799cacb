"""Decisions made elsewhere, and runs of canaries, as the drift watch takes them from files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from typing import Final

import numpy as np
import pyarrow as pa

from routing.errors import FileRefused
from routing.evaluation.drift.alarm import Alarm, Kind, Since, Size
from routing.evaluation.drift.canaries import RENAMED, CanaryRun, CanaryWatch, Moved
from routing.evaluation.drift.tickets import names
from store import drift
from store.workspace import Workspace

CANARY_NUMBER: Final = 1_000_000  # their alarms are numbered apart from those of tickets
TYPICAL: Final = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """One decision of a file.

    id: of the ticket at the desk. auto: whether it went without a person.
    run: the run of canaries it belongs to, "" where the file tells none.
    """

    id: str
    category: str
    confidence: float
    model: str
    auto: bool
    run: str = ""


def take_in(workspace: Workspace, answers: Sequence[Answer]) -> int:
    """Keep decisions on tickets of the workspace, to be watched; how many.

    Raises FileRefused where a ticket is not in the workspace.
    """
    keys = drift.keys_of_ids(workspace)
    missing = [answer.id for answer in answers if answer.id not in keys]
    if missing:
        raise FileRefused(
            f'{len(missing):,} predictions are on tickets that are not in the workspace, first "'
            f'{missing[0][:40]}": import their file first.'
        )
    latest = {keys[answer.id]: answer for answer in answers}
    columns = [
        list(latest),
        [a.category for a in latest.values()],
        [a.confidence for a in latest.values()],
        [a.model for a in latest.values()],
        [a.auto for a in latest.values()],
    ]
    drift.add_predictions(workspace, pa.table(columns, schema=drift.PREDICTIONS))
    return len(latest)


def canary_alarms(workspace: Workspace, answers: Sequence[Answer]) -> tuple[Alarm, ...]:
    """What runs of canaries show; the first three tell how much the router wavers by itself.

    Raises FileRefused where a run lacks a canary or has one twice.
    """
    keys = drift.keys_of_ids(workspace)
    runs: dict[str, dict[str, Answer]] = {}
    for answer in answers:
        run = runs.setdefault(answer.run, {})
        if answer.id in run:
            raise FileRefused(f'The canary "{answer.id[:40]}" is answered twice in one run.')
        run[answer.id] = answer
    order = list(next(iter(runs.values()), {}))
    watch = CanaryWatch()
    found: list[Alarm] = []
    for name, run in runs.items():
        if set(run) != set(order):
            raise FileRefused(f'The run "{name[:40]}" has other canaries than the first one.')
        asked = [run[each] for each in order]
        told = watch.see(
            CanaryRun(
                asked[0].model, names([a.category for a in asked]),
                np.array([a.confidence for a in asked]),
            )
        )  # fmt: skip
        for moved in told:
            shown = [order[i] for i in moved.canaries] or order
            number = CANARY_NUMBER + len(found) + 1
            found.append(_alarm(number, moved, asked[0].model, [keys.get(i, 0) for i in shown]))
    return tuple(found)


def _alarm(number: int, moved: Moved, model: str, keys: Sequence[int]) -> Alarm:
    renamed = moved.what == RENAMED
    size = Size("share of canaries", moved.usual, moved.now, moved.low, moved.high)
    return Alarm(
        number, Kind.MODEL if renamed else Kind.CANARY, (model,) if renamed else (moved.what,),
        nan, keys[-1], Since(nan, keys[0]), size, tuple(keys[:TYPICAL]),
    )  # fmt: skip
