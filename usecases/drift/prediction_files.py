"""Decisions made elsewhere, as the drift watch takes them from files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from routing.errors import FileRefused
from store.drift import watch
from store.drift.canaries import CanaryAnswers
from store.workspace import Workspace


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


def keep_predictions(workspace: Workspace, answers: Sequence[Answer]) -> int:
    """Keep decisions on tickets of the workspace, to be watched; how many.

    Raises FileRefused where a ticket is not in the workspace.
    """
    keys = watch.keys_of_ids(workspace)
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
    watch.add_predictions(workspace, pa.table(columns, schema=watch.PREDICTIONS))
    return len(latest)


def canary_runs(answers: Sequence[Answer], file: str) -> list[CanaryAnswers]:
    """The runs of a file of canaries, in its order.

    Where the file names no runs, a ticket that comes again begins the next one. file: a name that
    tells its runs from those of other files.

    >>> twice = [Answer("7", "Billing", 0.9, "m", True), Answer("7", "Fraud", 0.8, "m", True)]
    >>> [run.name for run in canary_runs(twice, "june")]
    ['june, 1', 'june, 2']
    """
    runs: dict[str, list[Answer]] = {}
    seen: dict[tuple[str, str], int] = {}
    for answer in answers:
        turn = seen[answer.run, answer.id] = seen.get((answer.run, answer.id), 0) + 1
        if answer.run and turn > 1:
            raise FileRefused(f'The canary "{answer.id[:40]}" is answered twice in one run.')
        runs.setdefault(answer.run or f"{file}, {turn}", []).append(answer)
    return [
        CanaryAnswers(
            name, run[0].model, None, {each.id: (each.category, each.confidence) for each in run}
        )
        for name, run in runs.items()
    ]
