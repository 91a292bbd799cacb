"""The decisions of runs as they are read: counted, side by side, for the dial, for a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from store.tickets import EVERY_TICKET, Filters
from store.workspace import Workspace

# Slow to load, and most commands show no table.
if TYPE_CHECKING:
    import pandas as pd


def text_groups(frame: pd.DataFrame) -> list[int]:
    """The near-duplicate group of each ticket; equal texts until near-duplicates are known.

    frame: with the columns near_group and same_text.
    """
    near = frame["near_group"]
    groups = frame["same_text"] if near.isna().any() else near
    return [int(group) for group in groups.tolist()]


def labelled(workspace: Workspace, run_id: int, filters: Filters = EVERY_TICKET) -> pd.DataFrame:
    """Decisions on labelled tickets that match: actual, predicted, confidence, disposition, first.

    Also by_text and near_group, what the text baseline knows, NaN until it was computed.
    """
    return workspace.frame("decisions.labelled", filters.parameters(run_id))


# Actual category, predicted one, first one and that of the text baseline; tickets.
Counted = tuple[str, str, str | None, str | None, int]


def answered(workspace: Workspace, run_id: int, filters: Filters = EVERY_TICKET) -> list[Counted]:
    """Decisions on labelled tickets that match, counted.

    Actual category, predicted one, first one and that of the text baseline, where they are known,
    and the tickets of which all that holds.
    """
    values = filters.parameters(run_id)
    return [tuple(row) for row in workspace.rows("decisions.answered", values)]


def answered_texts(
    workspace: Workspace, run_id: int, filters: Filters = EVERY_TICKET
) -> list[Counted]:
    """The same, of near-duplicates one ticket alone.

    Nothing until near-duplicates are known.
    """
    values = filters.parameters(run_id)
    return [tuple(row) for row in workspace.rows("decisions.answered_texts", values)]


def confused(
    workspace: Workspace, run_id: int, *, one_of_each: bool = False
) -> list[tuple[str, str, int]]:
    """Labelled decisions counted: actual category, predicted category, tickets.

    one_of_each: of near-duplicates one ticket alone, where they are all known.
    """
    values = {"run_id": run_id, "one_of_each": one_of_each}
    return [tuple(row) for row in workspace.rows("decisions.confused", values)]


def copies(workspace: Workspace, run_id: int) -> list[tuple[str, str, int]]:
    """The actual categories of two tickets with one text, counted; one pair for each text.

    Nothing where no text comes again, or until near-duplicates are known.
    """
    return [tuple(row) for row in workspace.rows("decisions.copies", [run_id])]


def outcomes(workspace: Workspace, run_id: int) -> list[tuple[str, bool, int, int, int]]:
    """Every decision counted once: reason, whether auto-routed, tickets, labelled, correct."""
    return [tuple(row) for row in workspace.rows("decisions.outcomes", [run_id])]


def parents(workspace: Workspace, run_id: int) -> list[tuple[str, str, int]]:
    """Labelled tickets that were answered with a parent: the parent, the actual one, how many."""
    return [tuple(row) for row in workspace.rows("decisions.parents", [run_id])]


def sliced(
    workspace: Workspace, run_id: int, lengths: Sequence[int], filters: Filters = EVERY_TICKET
) -> pd.DataFrame:
    """Labelled decisions by Month, Channel, Language, Length: tickets, and how many were correct.

    lengths: four ascending bounds; Length is how many of them the text reaches.
    """
    values = {**filters.parameters(run_id), "lengths": list(lengths)}
    return workspace.frame("decisions.sliced", values)


def languages(workspace: Workspace, run_id: int) -> dict[str, int]:
    """Labelled decisions by the language of their ticket, the commonest first."""
    return dict(workspace.rows("decisions.languages", [run_id]))


def evidence(workspace: Workspace, run_id: int) -> pd.DataFrame:
    """Labelled decisions for the dial: predicted, confidence, correct, near_group, length."""
    return workspace.frame("decisions.evidence", [run_id])


def ranked(workspace: Workspace, run_id: int) -> pd.DataFrame:
    """Every decision with its alternatives: actual, predicted, confidence, others, held.

    actual is "" where the ticket has no label.
    """
    return workspace.frame("decisions.ranked", [run_id])


def unlabelled(workspace: Workspace, run_id: int) -> pd.DataFrame:
    """Decisions on tickets without an actual category: predicted, confidence, length."""
    return workspace.frame("decisions.unlabelled", [run_id])


def together(workspace: Workspace, run_ids: Sequence[int]) -> pd.DataFrame:
    """Labelled tickets that all runs have decided: ticket_key, actual, run_id, predicted."""
    return workspace.frame("decisions.together", {"run_ids": list(run_ids)})


def totals_together(workspace: Workspace, run_ids: Sequence[int]) -> pd.DataFrame:
    """Of each run over those tickets, by run_id: n, cost, latency, auto-routed and right."""
    frame = workspace.frame("decisions.totals_together", {"run_ids": list(run_ids)})
    return frame.set_index("run_id")


def differing(
    workspace: Workspace, first: int, second: int, outcome: str | None, most: int
) -> pd.DataFrame:
    """Labelled tickets on which two runs disagree, at most that many.

    outcome: `first`, `second` or `neither`, by who is right; None for any.
    """
    wanted = {"first": first, "second": second, "outcome": outcome, "most": most}
    return workspace.frame("decisions.differing", wanted)


def stages(workspace: Workspace, first: int, second: int) -> pd.DataFrame:
    """What two runs say of the labelled tickets both decided, and what each answer cost."""
    return workspace.frame("decisions.stages", {"first": first, "second": second})


def latest_answers(workspace: Workspace, run_id: int) -> pd.DataFrame:
    """The last few decisions: id, subject, category, confidence, disposition."""
    return workspace.frame("decisions.latest_answers", [run_id])


def answers(workspace: Workspace, run_id: int) -> list[tuple[Any, ...]]:
    """Every answer of a run by the ticket's id at the desk, with all that a router says.

    id, category, confidence, alternatives, reason, calibrated, input, output and cached tokens,
    cost, latency, error, signs.
    """
    return workspace.rows("decisions.answers", [run_id])


def of_ticket(workspace: Workspace, key: int) -> pd.DataFrame:
    """All decisions of all runs on one ticket, newest run first."""
    return workspace.frame("decisions.of_ticket", [key])


def predictions(
    workspace: Workspace, run_id: int, import_id: int, first: int, last: int
) -> dict[int, tuple[Any, ...]]:
    """Category, confidence, disposition, reason and error by line of the imported file.

    first, last: the lines that are asked about, both included.
    """
    wanted = {"run_id": run_id, "import_id": import_id, "first": first, "last": last}
    return {line: tuple(rest) for line, *rest in workspace.rows("decisions.predictions", wanted)}
