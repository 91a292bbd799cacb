"""What an analyst keeps in a workspace: saved queries, pins and the history; and the schema."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import pyarrow as pa

from store.queries import query
from store.workspace import Workspace

HISTORY: Final = 200
MAX_LENGTH: Final = 20_000


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what it means."""

    name: str
    type: str
    says: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view and what it holds."""

    name: str
    is_view: bool
    says: str
    columns: Sequence[Column]


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with its name.

    query_id: its number, None before it is saved.
    parameters: by name, each with `type` and `value`.
    chart: kind and axes, empty for a table.
    """

    title: str
    sql: str
    description: str = ""
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    chart: Mapping[str, Any] = field(default_factory=dict)
    pinned: bool = False
    query_id: int | None = None


@dataclass(frozen=True, slots=True)
class QueryVersion:
    """A saved query as it was until it was saved anew; until: UTC."""

    version: int
    until: datetime
    query: SavedQuery


@dataclass(frozen=True, slots=True)
class Asked:
    """One entry of the history; asked_at is in UTC."""

    asked_at: datetime
    sql: str
    rows: int | None
    seconds: float | None
    problem: str | None


def schema(workspace: Workspace) -> list[Table]:
    """Every table and view with its columns, what is asked most first."""
    return [
        Table(name, is_view, says, tuple(Column(**column) for column in columns))
        for name, is_view, says, columns in workspace.rows("explorer.schema")
    ]


def functions(workspace: Workspace) -> tuple[str, ...]:
    """The functions that a query may call, by name."""
    return tuple(name for (name,) in workspace.rows("explorer.functions"))


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows of a table; of each column the values that are there, and how many differ."""

    rows: int
    columns: Sequence[tuple[int, int]]


def counted(workspace: Workspace, table: str, columns: Sequence[str]) -> Counted:
    """Count what stands in these columns of a table or view of the schema."""
    each = ", ".join(
        query("explorer.count_column").format(column=_quoted(column)) for column in columns
    )
    asked = query("explorer.count_columns").format(table=_quoted(table), columns=each)
    with workspace.reading() as cursor:
        rows, *found = cursor.execute(asked).fetchone() or (0,)
    pairs = zip(found[::2], found[1::2], strict=True)
    return Counted(int(rows), [(int(known), int(distinct)) for known, distinct in pairs])


def sample(workspace: Workspace, table: str) -> pa.Table:
    """Some 20,000 rows of a table or view of the schema, at random; long texts are cut."""
    with workspace.reading() as cursor:
        return cursor.sql(query("explorer.sample").format(table=_quoted(table))).to_arrow_table()


def _quoted(name: str) -> str:
    """A name as SQL writes it, whatever stands in it."""
    return '"' + name.replace('"', '""') + '"'


def saved(workspace: Workspace) -> list[SavedQuery]:
    """The queries of this workspace by title."""
    return [
        SavedQuery(title, sql, says, json.loads(values), json.loads(chart), pinned, number)
        for number, title, says, sql, values, chart, pinned in workspace.rows("explorer.saved")
    ]


def save(workspace: Workspace, wanted: SavedQuery) -> int:
    """Keep a query; with a number, as the next version of the one that has it. Its number."""
    values: dict[str, Any] = {
        "title": wanted.title, "description": wanted.description, "sql": wanted.sql,
        "parameters": json.dumps(dict(wanted.parameters)), "chart": json.dumps(dict(wanted.chart)),
        "pinned": wanted.pinned,
    }  # fmt: skip
    if wanted.query_id is None:
        return int(workspace.execute("explorer.add", values, aside=True)[0][0])
    values["query_id"] = wanted.query_id
    with workspace.writing(aside=True) as cursor:
        unpinned = {name: value for name, value in values.items() if name != "pinned"}
        cursor.execute(query("explorer.keep_version"), unpinned)
        cursor.execute(query("explorer.change"), values)
    return wanted.query_id


def versions(workspace: Workspace, query_id: int) -> list[QueryVersion]:
    """The earlier versions of a saved query, newest first."""
    return [
        QueryVersion(
            version, until,
            SavedQuery(title, sql, says, json.loads(values), json.loads(chart), query_id=query_id),
        )
        for version, until, title, says, sql, values, chart in workspace.rows(
            "explorer.versions", [query_id]
        )
    ]  # fmt: skip


def pin(workspace: Workspace, query_id: int, *, pinned: bool) -> None:
    """Show the query on Overview, or no longer."""
    workspace.execute("explorer.pin", {"query_id": query_id, "pinned": pinned}, aside=True)


def delete(workspace: Workspace, query_id: int) -> None:
    """Remove a saved query."""
    with workspace.writing(aside=True) as cursor:
        cursor.execute(query("explorer.delete"), [query_id])
        cursor.execute(query("explorer.delete_versions"), [query_id])


def note(
    workspace: Workspace, sql: str, *, rows: int | None, seconds: float | None, problem: str | None
) -> None:
    """Remember that this was asked."""
    asked = {"sql": sql[:MAX_LENGTH], "rows": rows, "seconds": seconds, "problem": problem}
    with workspace.writing(aside=True) as cursor:
        cursor.execute(query("explorer.note"), asked)
        cursor.execute(query("explorer.forget_oldest"), {"most": HISTORY})


def history(workspace: Workspace, most: int = 50) -> list[Asked]:
    """What was asked, newest first."""
    return [Asked(*row) for row in workspace.rows("explorer.history", {"most": most})]


def forget_history(workspace: Workspace) -> None:
    """Remove the history."""
    workspace.execute("explorer.forget_all", aside=True)
