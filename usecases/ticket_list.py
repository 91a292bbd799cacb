"""The tickets that match some filters, and what can be filtered by."""

from __future__ import annotations

from store import tickets
from store.tickets import Filters, Keys
from store.workspace import Workspace
from usecases.cache import kept_by_revision


@kept_by_revision
def matching(workspace: Workspace, filters: Filters, run_id: int | None) -> Keys:
    """The keys of the tickets that match."""
    return tickets.keys(workspace, filters, run_id)


@kept_by_revision
def filter_values(workspace: Workspace) -> dict[str, list[str]]:
    """The values of each field that tickets can be filtered by."""
    return tickets.choices(workspace)


@kept_by_revision
def attribute_values(workspace: Workspace) -> dict[str, list[str]]:
    """The other columns of the export, with the values that tickets can be filtered by."""
    return tickets.attributes(workspace)
