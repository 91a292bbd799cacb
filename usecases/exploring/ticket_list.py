"""The tickets that match some filters, and what can be filtered by."""

from __future__ import annotations

import io
from typing import Final

import pandas as pd
import pyarrow as pa

from store import tickets
from store.sandbox import files
from store.tickets import Filters, Keys
from store.workspace import Workspace
from usecases.cache import kept_by_revision
from usecases.exploring.selection import ATTRIBUTE

PAGE_ROWS: Final = 50
MAX_EXPORTED: Final = 100_000


@kept_by_revision
def matching(workspace: Workspace, filters: Filters, run_id: int | None) -> Keys:
    """The keys of the tickets that match."""
    return tickets.keys(workspace, filters, run_id)


def page_count(found: Keys) -> int:
    """How many pages they fill, one at least.

    >>> page_count(range(101)), page_count(range(0))
    (3, 1)
    """
    return max(1, -(-len(found) // PAGE_ROWS))


def page_of(found: Keys, number: int) -> Keys:
    """The tickets of a page, from 1."""
    return found[(number - 1) * PAGE_ROWS : number * PAGE_ROWS]


@kept_by_revision
def filter_values(workspace: Workspace) -> dict[str, list[str]]:
    """The values of each field that tickets can be filtered by."""
    return tickets.choices(workspace)


@kept_by_revision
def attribute_values(workspace: Workspace) -> dict[str, list[str]]:
    """The other columns of the export, with the values that tickets can be filtered by."""
    return tickets.attributes(workspace)


def as_csv(workspace: Workspace, found: Keys, run_id: int | None) -> bytes:
    """The facts of these tickets as a file, at most 100,000 of them; no text of a ticket in it."""
    shown = found[:MAX_EXPORTED]
    facts = tickets.rows(workspace, shown, run_id).drop(columns=["ticket_key", "subject", "body"])
    own = pd.DataFrame(tickets.attributes_of(workspace, shown)).add_prefix(ATTRIBUTE)
    whole = pd.concat([facts.reset_index(drop=True), own], axis=1).dropna(axis="columns", how="all")
    table = pa.Table.from_pandas(whole, preserve_index=False)
    stream = io.StringIO(newline="")
    files.to_csv(table, stream)
    return stream.getvalue().encode()
