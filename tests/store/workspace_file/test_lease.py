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
