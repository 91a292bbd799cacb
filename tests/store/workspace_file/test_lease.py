"""One process owns a workspace, and who comes second is told who that is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from routing.errors import WorkspaceError
from store.workspace_file.lease import Lease, check_free, in_use


def test_the_second_is_told_who_holds_it(tmp_path: Path):
    path = tmp_path / "desk.duckdb"
    first = Lease(path, "the app")
    told = rf"desk.duckdb is in use by the app \(process {os.getpid()}, since 20.* UTC\)"
    with pytest.raises(WorkspaceError, match=told):
        Lease(path, "the command line")
    with pytest.raises(WorkspaceError, match=told):
        check_free(path)
    first.release()


def test_once_it_is_given_free_another_may_have_it(tmp_path: Path):
    path = tmp_path / "desk.duckdb"
    check_free(path)
    Lease(path, "the app").release()
    check_free(path)
    Lease(path, "the command line").release()


@pytest.mark.parametrize("note", ["", "no JSON", "[]", '{"holder": "x"}'])
def test_a_holder_that_left_no_readable_note_is_another_program(tmp_path: Path, note: str):
    (tmp_path / "desk.duckdb.lease").write_text(note, encoding="utf-8")
    assert "in use by another program" in in_use(tmp_path / "desk.duckdb")


def test_a_missing_folder_is_one_sentence(tmp_path: Path):
    with pytest.raises(WorkspaceError, match="make its folder"):
        Lease(tmp_path / "gone" / "desk.duckdb", "the app")


def test_a_lease_that_could_not_be_noted_is_free_again(tmp_path: Path):
    """A full disk once left the workspace locked by the very process that wanted it."""
    with pytest.raises(TypeError):
        Lease(tmp_path / "w.duckdb", object())  # type: ignore[arg-type] - cannot be written down
    assert not list(tmp_path.iterdir())
    Lease(tmp_path / "w.duckdb", "the second try").release()
