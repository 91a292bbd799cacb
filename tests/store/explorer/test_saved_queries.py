"""What an analyst keeps, and a word on every column."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import settings
from store.explorer import saved_queries
from store.explorer.saved_queries import SavedQuery
from store.sandbox.snapshot import Snapshots
from store.workspace import Workspace


def test_every_table_and_every_column_says_what_it_means(workspace: Workspace) -> None:
    tables = saved_queries.schema(workspace)
    assert [table.name for table in tables][:3] == ["tickets", "decisions", "runs"]
    assert [table.name for table in tables if not table.says] == []
    silent = [f"{t.name}.{c.name}" for t in tables for c in t.columns if not c.says]
    assert silent == []


def test_a_saved_query_comes_back_as_it_was(workspace: Workspace) -> None:
    wanted = SavedQuery(
        "Größe", "SELECT $n", "How many", {"n": {"type": "number", "value": 3}}, {"kind": "bar"}
    )
    number = saved_queries.save(workspace, wanted)
    (found,) = saved_queries.saved(workspace)
    assert (found.title, found.sql, found.parameters, found.chart) == (
        "Größe", "SELECT $n", {"n": {"type": "number", "value": 3}}, {"kind": "bar"}
    )  # fmt: skip
    saved_queries.pin(workspace, number, pinned=True)
    assert saved_queries.saved(workspace)[0].pinned
    saved_queries.save(workspace, SavedQuery("Other", "SELECT 2", query_id=number))
    (found,) = saved_queries.saved(workspace)
    assert (found.title, found.sql, found.pinned) == ("Other", "SELECT 2", False)
    saved_queries.delete(workspace, number)
    assert saved_queries.saved(workspace) == saved_queries.versions(workspace, number) == []


def test_a_query_that_is_saved_anew_keeps_its_versions_and_a_pin_makes_none(workspace):
    number = saved_queries.save(workspace, SavedQuery("Mine", "SELECT 1", chart={"kind": "bar"}))
    saved_queries.pin(workspace, number, pinned=True)
    saved_queries.save(workspace, SavedQuery("Mine", "SELECT 2", query_id=number, pinned=True))
    saved_queries.save(workspace, SavedQuery("Mine", "SELECT 2", query_id=number))
    saved_queries.save(workspace, SavedQuery("Mine", "SELECT 3", query_id=number))
    earlier = saved_queries.versions(workspace, number)
    assert [each.query.sql for each in earlier] == ["SELECT 2", "SELECT 1"]
    assert earlier[1].query.chart == {"kind": "bar"}


def test_the_history_keeps_the_last_of_what_was_asked(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved_queries, "HISTORY", 3)
    for n in range(5):
        saved_queries.note(workspace, f"SELECT {n}", rows=n, seconds=0.1, problem=None)
    assert [asked.sql for asked in saved_queries.history(workspace)] == [
        "SELECT 4", "SELECT 3", "SELECT 2"
    ]  # fmt: skip
    saved_queries.forget_history(workspace)
    assert saved_queries.history(workspace) == []


def test_what_an_analyst_keeps_makes_no_snapshot_stale(
    workspace: Workspace, tmp_path: Path
) -> None:
    snapshots = Snapshots(tmp_path / "snapshots")
    first = snapshots.of(workspace)
    saved_queries.note(workspace, "SELECT 1", rows=1, seconds=0.1, problem=None)
    assert snapshots.of(workspace) is first
    settings.CLEANING.set(workspace, value=False)
    second = snapshots.of(workspace, fresh=True)
    assert second != first
    assert second.file.exists()


def test_a_snapshot_that_took_long_is_not_taken_again_at_once(
    workspace: Workspace, tmp_path: Path
) -> None:
    snapshots = Snapshots(tmp_path / "snapshots")
    first = snapshots.of(workspace)
    settings.CLEANING.set(workspace, value=False)
    slow = type(first)(first.file, first.revision, first.made, seconds=60.0)
    snapshots._newest[workspace.path] = slow
    assert snapshots.of(workspace) is slow
    old = type(first)(first.file, first.revision, first.made - 3600.0, seconds=60.0)
    snapshots._newest[workspace.path] = old
    assert snapshots.of(workspace) is not old


def test_copies_of_a_deleted_workspace_go_with_it(workspace: Workspace, tmp_path: Path) -> None:
    snapshots = Snapshots(tmp_path / "snapshots")
    files = [snapshots.of(workspace).file]
    settings.CLEANING.set(workspace, value=False)
    files.append(snapshots.of(workspace, fresh=True).file)
    snapshots.forget(workspace.path)
    assert [file for file in files if file.exists()] == []
