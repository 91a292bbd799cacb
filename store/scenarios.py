"""Saved scenarios: each a record of plain values, as the business case reads and writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from store.workspace import Workspace

# What the savings screen holds before it is saved under a name of its own.
WORKING_COPY: Final = "Working copy"
TABLES: Final = ("entered", "inputs")


def save(workspace: Workspace, name: str, record: Mapping[str, Any]) -> None:
    """Save a record under a name, in place of an earlier scenario of that name.

    record: settings by name; `follows`, the start whose values it takes; `entered`, the numbers
        that a person entered by input; `inputs`, its own values where it follows no start.
    """
    settings = {key: value for key, value in record.items() if key not in TABLES}
    follows = settings.pop("follows", None)
    tables = {table: json.dumps(record[table]) if table in record else None for table in TABLES}
    values = {"follows": follows, "settings": json.dumps(settings), **tables}
    workspace.execute("scenarios.save", {"name": name, **values}, choice=True)


def load(workspace: Workspace, name: str) -> dict[str, Any] | None:
    """The record of that scenario, None when there is none."""
    rows = workspace.rows("scenarios.one", [name])
    if not rows:
        return None
    follows, *kept, settings = rows[0]
    tables = {name: json.loads(each) for name, each in zip(TABLES, kept, strict=True) if each}
    record = {**json.loads(settings), **tables}
    return {**record, "follows": follows} if follows else record


def names(workspace: Workspace) -> list[str]:
    """The names of all scenarios, in order."""
    return [name for (name,) in workspace.rows("scenarios.names")]


def delete(workspace: Workspace, name: str) -> None:
    """Remove the scenario of that name."""
    workspace.execute("scenarios.delete", [name], choice=True)
