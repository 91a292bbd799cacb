"""The versions of the taxonomy in a workspace; nothing is overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from routing.taxonomy import Taxonomy
from store import category_aliases, tickets
from store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TaxonomyVersion:
    """One saved taxonomy; source says where it came from, for example `edited` or `labels`."""

    taxonomy_id: int
    taxonomy: Taxonomy
    source: str
    created_at: datetime


def save(workspace: Workspace, taxonomy: Taxonomy, source: str) -> TaxonomyVersion:
    """Save a new version, which is from now on the current one."""
    wanted = {"toml": taxonomy.to_toml(), "source": source}
    saved = version(workspace, workspace.execute("workspace.add_taxonomy", wanted)[0][0])
    category_aliases.names_taken(workspace, taxonomy.names, source)
    return saved


def version(workspace: Workspace, taxonomy_id: int) -> TaxonomyVersion:
    """The version of that number."""
    return _version(workspace.rows("workspace.taxonomy", [taxonomy_id])[0])


def of_run(workspace: Workspace, run_id: int) -> Taxonomy:
    """The categories a run was asked for; none where they are not known."""
    rows = workspace.rows("workspace.taxonomy_of_run", [run_id])
    return _version(rows[0]).taxonomy if rows else Taxonomy(())


def current(workspace: Workspace) -> TaxonomyVersion | None:
    """The newest version, None before the first."""
    rows = workspace.rows("workspace.newest_taxonomy")
    return _version(rows[0]) if rows else None


def current_or_labels(workspace: Workspace) -> TaxonomyVersion | None:
    """The newest version; without one, the labels found in the tickets become the first."""
    found = current(workspace)
    if found or not (labels := tickets.labels(workspace)):
        return found
    return save(workspace, Taxonomy.from_labels(labels), "labels found in the tickets")


def _version(row: tuple[Any, ...]) -> TaxonomyVersion:
    number, toml, source, created_at = row
    return TaxonomyVersion(number, Taxonomy.from_toml(toml), source, created_at)
