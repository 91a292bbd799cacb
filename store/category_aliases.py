"""Categories that are renamed, merged or split: what was written under the old name goes along.

Labels, reviews, runs and their figures are found under the new name from then on, also what comes
in later under the old one; what was written stays beside it, and the change has a date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

import duckdb

from routing.errors import TaxonomyError
from store import attachments
from store.queries import query
from store.workspace import Workspace

Change = Literal["renamed", "merged", "split", "back"]
# Where nothing says what was written: the way back is to move it again.
_UNRECORDED: Final = ("mapping", "old_mapping", "predictions", "canary_answers")
# Every column that holds the name of a category, one statement each.
WRITTEN: Final = (
    "tickets", "labels", "first_labels", "decisions", "alternatives", "parents", "problems",
    "reviews", "second_reviews",
    "suggestions", "baseline", "checked_labels", "checked_suggestions", *_UNRECORDED,
)  # fmt: skip
TAKEN_BACK: Final = (
    "own_exported", "own_first_labels", "own_decisions", "own_reviews", "own_labels",
    "own_suggestions",
)  # fmt: skip
SPLIT: Final = ("split_exported", "split_labels", "split_decisions", "split_reviews")


@dataclass(frozen=True, slots=True)
class Alias:
    """One change: since `changed_at` (UTC) the old name means the new one."""

    change: Change
    old_name: str
    new_name: str
    changed_by: str
    changed_at: datetime


def all_of(workspace: Workspace) -> list[Alias]:
    """Every change, oldest first."""
    return [Alias(*row) for row in workspace.rows("category_aliases.all")]


def rename(workspace: Workspace, old: str, new: str, changed_by: str) -> None:
    """Call a category otherwise. Raises TaxonomyError where a name is empty or the same."""
    _check(old, new)
    with workspace.writing() as cursor:
        _move(cursor, "renamed", old, new, changed_by)
    workspace.checkpoint()


def merge(workspace: Workspace, old: Sequence[str], new: str, changed_by: str) -> None:
    """Make one category of several; the new name may be that of one of them."""
    attachments.take_in(workspace)
    gone = [name for name in dict.fromkeys(old) if name != new]
    for name in gone:
        _check(name, new)
    with workspace.writing() as cursor:
        for name in gone:
            _move(cursor, "merged", name, new, changed_by)
    workspace.checkpoint()


def split(
    workspace: Workspace, old: str, parts: Mapping[str, Sequence[int]], changed_by: str
) -> None:
    """Make several categories of one.

    parts: the tickets of each, by their keys. Of a ticket in none of them nothing is known but the
        old name, which it keeps until a person says more.
    """
    attachments.take_in(workspace)
    for new in parts:
        _check(old, new)
    with workspace.writing() as cursor:
        for new, keys in parts.items():
            _note(cursor, "split", old, new, changed_by)
            wanted = {"old": old, "new": new, "keys": list(keys)}
            for name in SPLIT:
                cursor.execute(query(f"category_aliases.{name}"), wanted)
    workspace.checkpoint()


def take_back(workspace: Workspace, names: Sequence[str], changed_by: str) -> None:
    """Let names that were changed mean themselves again, also where they were written."""
    attachments.take_in(workspace)
    meant = {
        alias.old_name: alias.new_name for alias in all_of(workspace) if alias.old_name in names
    }
    with workspace.writing() as cursor:
        for change in ("back", "split_back"):
            wanted = {"names": list(names), "by": changed_by}
            cursor.execute(query(f"category_aliases.{change}"), wanted)
        for name in TAKEN_BACK:
            statement = query(f"category_aliases.{name}")
            cursor.execute(statement, {"names": list(names)} if "$names" in statement else {})
        left = {label for (label,) in cursor.execute(query("category_aliases.left")).fetchall()}
        for name, new in meant.items():
            if new not in left:
                _move_all(cursor, _UNRECORDED, new, name)
    workspace.checkpoint()


def names_taken(workspace: Workspace, names: Sequence[str], changed_by: str) -> None:
    """These are names of categories: one that meant another category means itself again."""
    wanted = {"names": list(names), "by": changed_by}
    if any(alias.old_name in wanted["names"] for alias in all_of(workspace)):
        workspace.execute("category_aliases.back", wanted)


def _move(
    cursor: duckdb.DuckDBPyConnection, change: Change, old: str, new: str, changed_by: str
) -> None:
    back = {"names": [new], "by": changed_by}
    _note(cursor, change, old, new, changed_by)
    cursor.execute(query("category_aliases.back"), back)
    cursor.execute(query("category_aliases.follow"), {"old": old, "new": new, "by": changed_by})
    _move_all(cursor, WRITTEN, old, new)


def _move_all(
    cursor: duckdb.DuckDBPyConnection, statements: Sequence[str], old: str, new: str
) -> None:
    for name in statements:
        cursor.execute(query(f"category_aliases.{name}"), {"old": old, "new": new})


def _note(
    cursor: duckdb.DuckDBPyConnection, change: Change, old: str, new: str, changed_by: str
) -> None:
    wanted = {"change": change, "old": old, "new": new, "by": changed_by}
    cursor.execute(query("category_aliases.add"), wanted)


def _check(old: str, new: str) -> None:
    if not old.strip() or not new.strip():
        raise TaxonomyError("A category needs a name.")
    if old == new:
        raise TaxonomyError(f'"{new}" is what the category is called already; choose another name.')
