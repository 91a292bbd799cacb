"""A connection to a workspace reaches its file and nothing else of this machine."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from jobs import resources
from routing.errors import WorkspaceError
from store.workspace_file.connection import connect, temporary_folder


@pytest.mark.parametrize(
    "statement",
    [
        "FROM read_text('/etc/hostname')",
        "COPY (SELECT 1) TO '/tmp/out.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "FROM here",
    ],
)
def test_nothing_outside_the_file_is_reached(tmp_path: Path, statement: str):
    here = "a variable of this function, which a statement must not see"
    assert here
    with connect(tmp_path / "desk.duckdb") as connection, pytest.raises(duckdb.Error):
        connection.execute(statement)


def test_a_file_that_is_only_read_cannot_be_written(tmp_path: Path):
    path = tmp_path / "desk.duckdb"
    connect(path).close()
    with connect(path, read_only=True) as connection, pytest.raises(duckdb.InvalidInputException):
        connection.execute("CREATE TABLE t (i INT)")


def test_a_missing_folder_is_one_sentence(tmp_path: Path):
    with pytest.raises(WorkspaceError, match="make its folder"):
        connect(tmp_path / "gone" / "desk.duckdb")


def test_what_does_not_fit_into_memory_goes_beside_the_file(tmp_path: Path):
    path = tmp_path / "desk.duckdb"
    with connect(path) as connection:
        (told,) = connection.execute("SELECT current_setting('temp_directory')").fetchone()
    assert Path(told).parent == temporary_folder(path)


def test_where_too_little_memory_may_be_addressed_it_is_said_before_the_database_is_opened(
    tmp_path: Path, monkeypatch
):
    monkeypatch.setattr(resources, "address_space", lambda: 800_000_000)
    with pytest.raises(WorkspaceError, match="too little memory to open"):
        connect(tmp_path / "desk.duckdb")
    assert not (tmp_path / "desk.duckdb").exists()
