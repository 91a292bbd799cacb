"""What was answered for fields beside the category, by run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import pyarrow as pa

from routing.fields.heads import FieldAnswer
from routing.ticket import Ticket
from store.queries import query
from store.ticket_columns import to_tickets
from store.workspace import Workspace

SCHEMA = pa.schema(
    [
        ("run_id", pa.int64()),
        ("ticket_key", pa.int64()),
        ("field", pa.string()),
        ("value", pa.string()),
        ("confidence", pa.float64()),
        ("actual", pa.string()),
    ]
)


def write(
    workspace: Workspace,
    run_id: int,
    answers: Iterable[FieldAnswer],
    actual: Mapping[tuple[str, int], str],
) -> None:
    """Keep these answers as those of a run, in place of earlier ones.

    actual: the value in the export by field and ticket, where it has one.
    """
    rows = [
        (run_id, a.ticket_key, a.field, a.value, a.confidence, actual.get((a.field, a.ticket_key)))
        for a in answers
    ]
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in SCHEMA]
    with workspace.writing() as cursor:
        cursor.execute(query("field_answers.forget"), {"run_id": run_id})
        cursor.register("batch", pa.table(columns, schema=SCHEMA))
        cursor.execute(query("field_answers.write"))


def of_field(workspace: Workspace, run_id: int, field: str) -> pd.DataFrame:
    """The answers for one field: value, confidence, actual (None where the export has none).

    Also near_group (NaN until it is known) and same_text, by which copies of a text are told.
    """
    return workspace.frame("field_answers.of_field", {"run_id": run_id, "field": field})


def fields(workspace: Workspace, run_id: int) -> Sequence[str]:
    """The fields that a run has answered."""
    return [name for (name,) in workspace.rows("field_answers.fields", [run_id])]


def by_line(workspace: Workspace, run_id: int, import_id: int) -> dict[int, dict[str, str]]:
    """The values of a run by line of the imported file and field."""
    found: dict[int, dict[str, str]] = {}
    wanted = {"run_id": run_id, "import_id": import_id}
    for line, field, value in workspace.rows("field_answers.by_line", wanted):
        found.setdefault(int(line), {})[field] = value
    return found


def at_desk(workspace: Workspace, run_id: int, desk: str) -> Sequence[tuple[str, str, str, float]]:
    """Ticket id at the desk, field, value and confidence of every answer."""
    wanted = {"run_id": run_id, "desk": desk}
    return [tuple(row) for row in workspace.rows("field_answers.at_desk", wanted)]


def tickets(workspace: Workspace, run_id: int, most: int) -> list[Ticket]:
    """The decided tickets of a run, at most that many."""
    wanted = {"run_id": run_id, "most": most}
    return to_tickets(workspace.rows("field_answers.tickets", wanted))
