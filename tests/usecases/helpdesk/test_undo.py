"""A push is taken back where our write stands, and an undo is never undone."""

from __future__ import annotations

import pytest

from helpdesk.errors import DeskMisuse
from store.helpdesk import pushes
from usecases.helpdesk.undo import last_push, undo_dry_run, undoable


def test_only_tickets_where_our_write_stands_would_go_back(workspace, pushed):
    rows = undo_dry_run(workspace, pushed)
    assert [(row.ticket, row.from_group, row.to_group) for row in rows] == [
        ("T-1", "1", "9"), ("T-2", "1", "9"),
    ]  # fmt: skip


def test_an_undo_is_no_push_that_could_be_undone(workspace, pushed):
    back = pushes.way_back(workspace, pushed)
    number = pushes.start(workspace, "zendesk", 1, "Ada", back, undoes=pushed)
    assert last_push(workspace) == pushed
    with pytest.raises(DeskMisuse, match=f"no push {number} that could be undone"):
        undoable(workspace, number)


def test_where_nothing_was_pushed_it_says_so(workspace):
    with pytest.raises(DeskMisuse, match="Nothing was pushed yet"):
        last_push(workspace)
