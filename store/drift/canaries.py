"""Canaries: tickets with settled answers, and what each run over them has answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from store.queries import query
from store.workspace import Workspace

ANSWERS = pa.schema(
    [("ticket", pa.string()), ("category", pa.string()), ("confidence", pa.float64())]
)


@dataclass(frozen=True, slots=True)
class CanaryAnswers:
    """One run: its name, the model, when it was asked, and category and confidence by ticket id."""

    name: str
    model: str
    asked_at: datetime | None
    answers: Mapping[str, tuple[str, float]]


def candidates(workspace: Workspace, run_id: int, most: int) -> list[int]:
    """Tickets that a run decided as people did, some of every category, always the same."""
    wanted = {"run_id": run_id, "most": most}
    return [int(key) for (key,) in workspace.rows("canaries.candidates", wanted)]


def choose(workspace: Workspace, keys: Sequence[int], chosen_by: str) -> None:
    """Ask these from now on; what others answered is forgotten."""
    with workspace.writing() as cursor:
        for name in ("canaries.forget", "canaries.forget_runs", "canaries.forget_answers"):
            cursor.execute(query(name))
        cursor.execute(query("canaries.choose"), {"keys": list(keys), "chosen_by": chosen_by})


def chosen(workspace: Workspace) -> list[int]:
    """The canaries of the workspace."""
    return [int(key) for (key,) in workspace.rows("canaries.chosen")]


def add_run(workspace: Workspace, run: CanaryAnswers) -> bool:
    """Keep what a run has answered; False where one of that name is there already."""
    columns = [
        list(run.answers),
        [category for category, _ in run.answers.values()],
        [confidence for _, confidence in run.answers.values()],
    ]
    with workspace.writing() as cursor:
        wanted = {"name": run.name, "model": run.model}
        made = cursor.execute(query("canaries.add_run"), wanted).fetchone()
        if made is None:
            return False
        cursor.register("batch", pa.table(columns, schema=ANSWERS))
        cursor.execute(query("canaries.add_answers"), {"canary_run_id": made[0]})
        cursor.unregister("batch")
    return True


def runs(workspace: Workspace) -> list[CanaryAnswers]:
    """All runs, oldest first."""
    answers: dict[int, dict[str, tuple[str, float]]] = {}
    for number, ticket, category, confidence in workspace.rows("canaries.answers"):
        answers.setdefault(int(number), {})[str(ticket)] = (str(category), float(confidence))
    return [
        CanaryAnswers(str(name), str(model), asked_at, answers.get(int(number), {}))
        for number, name, model, asked_at in workspace.rows("canaries.runs")
    ]
