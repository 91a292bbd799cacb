"""What a statement can be completed with: tables, columns, functions, and values of the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from store import tickets
from store.explorer import saved_queries
from store.workspace import Workspace
from usecases.cache import kept_by_revision

DISPOSITIONS = ("auto", "review", "unknown")


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """tables: the columns of each; values: those found in a column, by its name."""

    tables: Mapping[str, Sequence[str]]
    functions: Sequence[str]
    values: Mapping[str, Sequence[str]]


@kept_by_revision
def vocabulary(workspace: Workspace) -> Vocabulary:
    """Everything that the workspace and its database know by name."""
    tables = {
        table.name: tuple(column.name for column in table.columns)
        for table in saved_queries.schema(workspace)
    }
    return Vocabulary(tables, saved_queries.functions(workspace), values(workspace))


@kept_by_revision
def values(workspace: Workspace) -> Mapping[str, Sequence[str]]:
    """The different values of the columns that have some, other columns of the export included."""
    found = tickets.choices(workspace)
    categories = found["actual"]
    own = {
        "category": categories, "actual_category": categories, "predicted": categories,
        "first_category": found["first"], "channel": found["channel"],
        "language": found["language"], "disposition": list(DISPOSITIONS),
    }  # fmt: skip
    others = tickets.attributes(workspace)
    known = {**own, **others, "name": list(others)}
    return {name: tuple(each) for name, each in known.items() if each}
