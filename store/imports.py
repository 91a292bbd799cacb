"""Files that came in: their tickets and refused rows, taken in and taken back whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from pyarrow import dataset

from routing.errors import WorkspaceError
from store import attachments, incoming_tickets, ticket_view
from store.queries import query
from store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Import:
    """One file that came in: what was kept, what was refused, how it was read."""

    import_id: int
    file_name: str
    sha256: str
    tickets: int
    rejected: int
    details: Mapping[str, Any]
    imported_at: pd.Timestamp


def add(
    workspace: Workspace,
    *,
    file_name: str,
    sha256: str,
    tickets: Path,
    rejects: Path,
    details: Mapping[str, Any],
    lot: int = incoming_tickets.LOT,
) -> Import:
    """Take in the Parquet files that intake wrote, all in one transaction.

    lot: how many tickets at once.
    A ticket whose id came with an earlier import is refused, so that nothing counts twice.
    Raises WorkspaceError when the very same file is here already.
    """
    with workspace.writing() as cursor:
        same = cursor.execute(query("tickets.same_file"), [sha256]).fetchone()
        if same:
            raise WorkspaceError(f"This file was already imported as {same[0]} on {same[1]}.")
        named = {"file_name": file_name, "sha256": sha256, "details": json.dumps(dict(details))}
        (number,) = cursor.execute(query("tickets.add_import"), named).fetchone() or (0,)
        cursor.register("incoming", dataset.dataset(tickets))
        cursor.register("refused", dataset.dataset(rejects))
        cursor.execute(query("tickets.refuse_known"), {"import_id": number})
        incoming_tickets.add(cursor, number, lot)
        ticket_view.refresh(cursor)
    workspace.checkpoint()
    return next(i for i in all_of(workspace) if i.import_id == number)


def of_file(workspace: Workspace, sha256: str) -> Import | None:
    """The import of the file with that hash, None when it never came in."""
    found = (each for each in all_of(workspace) if each.sha256 == sha256)
    return next(found, None)


def remove(workspace: Workspace, import_id: int) -> None:
    """Take an import back: its tickets, rejects and all decisions on them."""
    attachments.take_in(workspace)
    with workspace.writing() as cursor:
        for name in ("decisions", "field_answers", "tickets", "rejects"):
            cursor.execute(query(f"tickets.drop_import_{name}"), [import_id])
        cursor.execute(query("tickets.drop_import"), [import_id])
        ticket_view.refresh(cursor)
    workspace.checkpoint()


def all_of(workspace: Workspace) -> list[Import]:
    """All imports, newest first."""
    return [
        Import(number, name, sha, kept, rejected, json.loads(details), pd.Timestamp(at))
        for number, name, sha, kept, rejected, details, at in workspace.rows("tickets.imports")
    ]


def rejects(workspace: Workspace, import_id: int) -> pd.DataFrame:
    """The refused rows of an import: line, reason, raw."""
    return workspace.frame("tickets.rejects", [import_id])
