"""Queries in SQL that a workspace keeps: saved, pinned to Overview, deleted."""

from __future__ import annotations

from typing import Final

from store.explorer import saved_queries
from store.explorer.saved_queries import SavedQuery
from store.workspace import Workspace
from usecases.actor import LOCAL_OWNER, Actor, Role

KEEP_QUERIES: Final = "keep queries in a workspace"


def save_query(workspace: Workspace, query: SavedQuery, actor: Actor = LOCAL_OWNER) -> int:
    """Save a query, as a new one or in the place of its earlier version; its number."""
    actor.require(Role.REVIEWER, KEEP_QUERIES)
    return saved_queries.save(workspace, query)


def pin_query(
    workspace: Workspace, query_id: int, actor: Actor = LOCAL_OWNER, *, pinned: bool
) -> None:
    """Pin a saved query to Overview, or take it off."""
    actor.require(Role.REVIEWER, KEEP_QUERIES)
    saved_queries.pin(workspace, query_id, pinned=pinned)


def delete_query(workspace: Workspace, query_id: int, actor: Actor = LOCAL_OWNER) -> None:
    """Delete a saved query."""
    actor.require(Role.REVIEWER, KEEP_QUERIES)
    saved_queries.delete(workspace, query_id)


def forget_history(workspace: Workspace, actor: Actor = LOCAL_OWNER) -> None:
    """Forget which queries were asked here."""
    actor.require(Role.REVIEWER, KEEP_QUERIES)
    saved_queries.forget_history(workspace)
