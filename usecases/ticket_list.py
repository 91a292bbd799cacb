"""The tickets that match some filters, and what can be filtered by."""

from __future__ import annotations

from typing import Final

from store import tickets
from store.tickets import Filters, Keys
from store.workspace import Workspace
from usecases.cache import kept_by_revision

PAGE_ROWS: Final = 50


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
