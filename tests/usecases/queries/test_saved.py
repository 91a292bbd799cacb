"""Queries that a workspace keeps."""

from __future__ import annotations

import pytest

from store.explorer import saved_queries
from store.explorer.saved_queries import SavedQuery
from usecases.actor import Actor, NotAllowed, Role
from usecases.queries.saved import delete_query, forget_history, pin_query, save_query

EVE = Actor("Eve", Role.VIEWER)


def test_a_query_is_saved_pinned_and_deleted(workspace):
    number = save_query(workspace, SavedQuery("Languages", "SELECT 1"))
    (kept,) = saved_queries.saved(workspace)
    assert (kept.title, kept.sql, kept.pinned) == ("Languages", "SELECT 1", False)
    pin_query(workspace, number, pinned=True)
    assert saved_queries.saved(workspace)[0].pinned
    delete_query(workspace, number)
    assert saved_queries.saved(workspace) == []


def test_who_may_only_look_keeps_none(workspace):
    number = save_query(workspace, SavedQuery("Languages", "SELECT 1"))
    for deed in (
        lambda: save_query(workspace, SavedQuery("Other", "SELECT 2"), EVE),
        lambda: pin_query(workspace, number, EVE, pinned=True),
        lambda: delete_query(workspace, number, EVE),
        lambda: forget_history(workspace, EVE),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert [each.title for each in saved_queries.saved(workspace)] == ["Languages"]
