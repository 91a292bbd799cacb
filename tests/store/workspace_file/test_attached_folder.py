"""The right to read a folder stands beside the workspace, and goes with nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from store.workspace_file import attached_folder
from store.workspace_file.connection import connect


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "desk.duckdb"
    connect(place).close()
    (tmp_path / "it's here").mkdir()
    duckdb.sql(f"COPY (SELECT 1 AS n) TO '{tmp_path}/it''s here/a.parquet'")
    duckdb.sql(f"COPY (SELECT 2 AS n) TO '{tmp_path}/beside.parquet'")
    return place


def test_a_confirmed_folder_is_read_and_nothing_beside_it(path, tmp_path):
    attached_folder.confirm(path, tmp_path / "it's here")
    with connect(path) as connection:
        assert connection.execute(
            "SELECT n FROM read_parquet(?)", [f"{tmp_path}/it's here/a.parquet"]
        ).fetchall() == [(1,)]
        for outside in ("beside.parquet", "it's here/../beside.parquet"):
            with pytest.raises(duckdb.PermissionException):
                connection.execute("SELECT n FROM read_parquet(?)", [f"{tmp_path}/{outside}"])
        with pytest.raises(duckdb.Error, match="locked"):
            connection.execute("SET allowed_directories = ['/']")


def test_a_right_is_forgotten_and_carried_only_when_told(path, tmp_path):
    copy = tmp_path / "copy.duckdb"
    attached_folder.carry(path, copy)
    assert attached_folder.of(copy) is None
    attached_folder.confirm(path, tmp_path)
    attached_folder.carry(path, copy)
    attached_folder.forget(path)
    assert (attached_folder.of(path), attached_folder.of(copy)) == (None, tmp_path)


def test_a_damaged_note_gives_no_right(path):
    path.with_name(path.name + attached_folder.ENDING).write_text("nonsense")
    assert attached_folder.of(path) is None
