"""An open workspace: many readers, one writer at a time, and a revision that tells of writes."""

from __future__ import annotations

import threading
from pathlib import Path

import duckdb
import pytest

from store.workspace import Workspace
from store.workspaces import Workspaces
from tests.conftest import ticket


def test_the_revision_changes_with_what_is_read_and_with_nothing_else(workspace, fill):
    before = workspace.revision
    workspace.rows("tickets.count")
    assert workspace.revision == before
    with workspace.writing(aside=True) as cursor:
        cursor.execute("CREATE TABLE aside (i INT)")
    assert workspace.revision == before
    fill(workspace, [ticket(1)])
    assert workspace.revision != before


def test_opened_again_it_has_another_revision(tmp_path):
    path = tmp_path / "desk.duckdb"
    first = Workspace(path, "the tests")
    seen = first.revision
    first.close()
    again = Workspace(path, "the tests")
    assert again.revision != seen
    again.close()


def test_an_error_takes_everything_of_its_transaction_back(workspace):
    before = workspace.revision

    def half() -> None:
        with workspace.writing() as cursor:
            cursor.execute("CREATE TABLE half (i INT)")
            cursor.execute("no statement")

    with pytest.raises(duckdb.Error):
        half()
    with workspace.reading() as cursor, pytest.raises(duckdb.CatalogException):
        cursor.execute("FROM half")
    assert workspace.revision == before


def test_writers_wait_for_one_another(workspace):
    with workspace.writing() as cursor:
        cursor.execute("CREATE TABLE counter AS SELECT 0 AS n")

    def add() -> None:
        for _ in range(10):
            with workspace.writing() as cursor:
                cursor.execute("UPDATE counter SET n = n + 1")

    writers = [threading.Thread(target=add) for _ in range(4)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    with workspace.reading() as cursor:
        assert cursor.execute("FROM counter").fetchall() == [(40,)]


def test_a_copy_holds_what_was_written_a_moment_ago(workspace, fill, tmp_path):
    fill(workspace, [ticket(1), ticket(2)])
    revision = workspace.snapshot_to(tmp_path / "copy.duckdb")
    assert revision == workspace.revision
    with duckdb.connect(str(tmp_path / "copy.duckdb"), read_only=True) as copy:
        assert copy.execute("SELECT count(*) FROM tickets").fetchone() == (2,)


def test_a_folder_for_a_while_is_gone_afterwards(workspace):
    with workspace.temporary() as folder:
        (folder / "file").touch()
    assert not folder.exists()
    assert workspace.name == "desk"


def test_after_closing_nothing_stands_beside_the_file_but_its_log(tmp_path):
    workspace = Workspace(tmp_path / "desk.duckdb", "the tests")
    with workspace.writing() as cursor:
        cursor.execute("CREATE TABLE t (i INT)")
    workspace.close()
    assert {file.name for file in tmp_path.iterdir()} == {"desk.duckdb", "desk.duckdb.recovery"}


def test_a_checkpoint_that_was_due_while_the_workspace_closed_does_nothing(tmp_path: Path):
    workspace = Workspaces(tmp_path, "the tests").create("desk")
    workspace.close()
    workspace.checkpoint()


def test_a_transaction_under_way_elsewhere_puts_a_checkpoint_off_and_fails_nothing(workspace):
    with workspace.reading() as other:
        other.execute("BEGIN")
        other.execute("INSERT INTO settings VALUES ('under way', '1')")
        workspace.checkpoint()
        other.execute("ROLLBACK")
    workspace.checkpoint()
