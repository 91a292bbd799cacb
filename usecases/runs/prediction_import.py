"""The predictions of another tool, taken in as a run of their own and measured like ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from routing.decision import Decision
from routing.engine import RunStatus
from routing.errors import FileRefused
from routing.intake.prediction_file import Names, Prediction, confidences, read_predictions
from routing.policy import Policy
from store import runs, taxonomies, tickets
from store.runs import Run
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role
from usecases.runs.prediction_names import foreign_names, translated
from usecases.runs.request import RunRequest

IMPORTED: Final = "imported"
# What the tool answers it also does today: nothing waits for a person.
AS_ASKED: Final = RunRequest(router=IMPORTED, threshold=0.0, review_high_risk=False)
AS_USED: Final = Policy(0.0)
MAX_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class ImportedPredictions:
    """A run made of another tool's answers.

    unmatched: rows whose ticket is not here. foreign: names that are no category here, the
    commonest first; each counts as the category that most of its labelled tickets have.
    """

    run: Run
    matched: int
    unmatched: int
    foreign: tuple[str, ...] = ()


def import_predictions(
    workspace: Workspace,
    path: Path,
    names: Names,
    *,
    tool: str,
    usd_per_ticket: float = 0.0,
    actor: Actor = LOCAL_OWNER,
) -> ImportedPredictions:
    """Record a finished run with the tool's answer to each ticket of the file, found by its id.

    tool: what the tool is called. usd_per_ticket: what it charges for an answer.
    Raises FileRefused where columns are missing or no ticket of the file is in the workspace.
    """
    actor.require(Role.MANAGER, "take in predictions")
    read = read_predictions(path, names)
    if read.columns.id is None:
        raise FileRefused(f'"{path.name}" has no column with the ticket id; name it.')
    version = taxonomies.current(workspace)
    if version is None:
        raise FileRefused("There are no categories yet; name them on the Taxonomy screen first.")
    keys = tickets.keys_by_id(workspace, [row.id for row in read.rows])
    rows = {keys[row.id]: row for row in read.rows if row.id in keys}
    if not rows:
        raise FileRefused(f'No ticket of "{path.name}" is in this workspace; import them first.')
    router = tool.strip()[:MAX_NAME] or path.stem[:MAX_NAME]
    started = runs.start(
        workspace, router, AS_ASKED.to_settings(), version.taxonomy_id,
        only=runs.Selection(tuple(rows), f"answered by {router}"),
    )  # fmt: skip
    journal = runs.RunJournal(workspace, started.run_id)
    said = _in_our_spelling(rows, version.taxonomy.names)
    decided = _decisions(workspace, path, rows, said, version.taxonomy.names)
    journal.write([
        AS_USED.dispose(replace(each, router=router, cost_usd=usd_per_ticket)) for each in decided
    ])  # fmt: skip
    journal.end(RunStatus.FINISHED, 0.0, None)
    run = runs.one(workspace, started.run_id)
    foreign = foreign_names(said.values(), version.taxonomy.names)
    return ImportedPredictions(run, len(rows), len(read.rows) - len(rows), foreign)


def is_imported(run: Run) -> bool:
    """Whether a run holds the answers of another tool."""
    return run.settings.get("router") == IMPORTED


def _in_our_spelling(rows: Mapping[int, Prediction], known: Sequence[str]) -> dict[int, str]:
    spelling = {name.casefold(): name for name in known}
    return {key: spelling.get(row.predicted.casefold(), row.predicted) for key, row in rows.items()}


def _decisions(
    workspace: Workspace, path: Path, rows: Mapping[int, Prediction], said: Mapping[int, str],
    known: Sequence[str],
) -> Iterator[Decision]:  # fmt: skip
    """What the tool decided, in the categories of this desk."""
    labels = {
        key: each.category or "" for key, each in tickets.by_keys(workspace, list(rows)).items()
    }
    meant = translated(said, labels, known)
    given = list(rows.values())
    sure = confidences(path, given)
    if not any(row.confidence for row in given):
        sure = [1.0] * len(given)  # a tool without confidences is as sure of one as of another
    for key, confidence in zip(rows, sure, strict=True):
        reason = "" if meant[key] == said[key] else f'It said "{said[key]}".'
        yield Decision(key, meant[key], confidence, "", reason=reason)
