"""Copies to ask: made when the workspace has changed, and cleared away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from store.sandbox.snapshot import Snapshots
from tests.conftest import ticket


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    return Snapshots(tmp_path / "snapshots")


def count(file: Path) -> int:
    with duckdb.connect(str(file), read_only=True) as copy:
        (found,) = copy.execute("SELECT count(*) FROM tickets").fetchone() or (0,)
    return int(found)


def test_an_unchanged_workspace_is_copied_once(snapshots: Snapshots, workspace, fill) -> None:
    fill(workspace, [ticket(1)])
    first = snapshots.of(workspace)
    assert snapshots.of(workspace, fresh=True) is first
    assert count(first.file) == 1


def test_a_fresh_copy_holds_what_was_written_since(snapshots: Snapshots, workspace, fill) -> None:
    first = snapshots.of(workspace)
    fill(workspace, [ticket(1)])
    assert count(snapshots.of(workspace, fresh=True).file) == 1
    assert first.file.exists()  # a query may be about to open the last but one


def test_copying_takes_a_small_part_of_the_time(snapshots: Snapshots, workspace, fill) -> None:
    first = snapshots.of(workspace)
    snapshots._newest[workspace.path] = slow = replace(first, seconds=60.0)
    fill(workspace, [ticket(1)])
    assert snapshots.of(workspace) is slow
    assert snapshots.of(workspace, fresh=True) is not slow


def test_only_the_last_two_copies_stay_and_none_of_a_workspace_that_is_gone(
    snapshots: Snapshots, workspace, fill
) -> None:
    for number in range(3):
        fill(workspace, [ticket(1, id=f"N-{number}")], f"sha{number}")
        newest = snapshots.of(workspace, fresh=True)
    there = list(newest.file.parent.iterdir())
    assert newest.file in there
    assert len(there) == 2
    snapshots.forget(workspace.path)
    assert list(newest.file.parent.iterdir()) == []
    snapshots.of(workspace)
    snapshots.stop()
    assert not newest.file.parent.exists()
