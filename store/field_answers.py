"""What was answered for fields beside the category, by run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa

from routing.fields.heads import FieldAnswer
from routing.ticket import Ticket
from store.queries import query
from store.ticket_columns import to_tickets
from store.workspace import Workspace

# Slow to load, and most commands show no table.
if TYPE_CHECKING:
    import pandas as pd

SCHEMA = pa.schema(
    [
        ("run_id", pa.int64()),
        ("ticket_key", pa.int64()),
        ("field", pa.string()),
        ("value", pa.string()),
        ("confidence", pa.float64()),
        ("actual", pa.string()),
        ("alone", pa.bool_()),
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
    with workspace.writing() as cursor:
        cursor.execute(query("field_answers.forget"), {"run_id": run_id})
        _insert(cursor, run_id, answers, actual)


def renew(
    workspace: Workspace, run_id: int, keys: Sequence[int], answers: Iterable[FieldAnswer]
) -> None:
    """Keep these answers for some tickets of a run, in place of earlier ones for them."""
    with workspace.writing() as cursor:
        cursor.execute(
            query("field_answers.forget_tickets"), {"run_id": run_id, "keys": list(keys)}
        )
        _insert(cursor, run_id, answers, {})


def _insert(
    cursor: duckdb.DuckDBPyConnection, run_id: int, answers: Iterable[FieldAnswer],
    actual: Mapping[tuple[str, int], str],
) -> None:  # fmt: skip
    rows = [
        (run_id, a.ticket_key, a.field, a.value, a.confidence,
         actual.get((a.field, a.ticket_key)), a.alone)
        for a in answers
    ]  # fmt: skip
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in SCHEMA]
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


def at_desk(workspace: Workspace, run_id: int, desk: str) -> Sequence[tuple[str, FieldAnswer]]:
    """Every answer with the ticket's id at the desk."""
    wanted = {"run_id": run_id, "desk": desk}
    rows = workspace.rows("field_answers.at_desk", wanted)
    return [(ticket, FieldAnswer(*answer)) for ticket, *answer in rows]


def tickets(workspace: Workspace, run_id: int, most: int) -> list[Ticket]:
    """The decided tickets of a run, at most that many."""
    wanted = {"run_id": run_id, "most": most}
    return to_tickets(workspace.rows("field_answers.tickets", wanted))
