"""The service's file: a transaction is whole or undone, and one process waits for another."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from service.errors import ServiceError, StorageUnavailable
from service.storage.database import Database

ADD = "INSERT INTO api_keys VALUES (?, 'hash', '1/minute', 0)"


def names(database: Database) -> list[str]:
    return [row["name"] for row in database.rows("SELECT name FROM api_keys ORDER BY name")]


def fail_after_adding(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(ADD, ("undone",))
        raise RuntimeError


def test_what_fails_is_undone_as_a_whole_and_the_next_one_goes_on(database):
    with pytest.raises(RuntimeError):
        fail_after_adding(database)
    assert database.write(ADD, ("kept",)) == 1
    assert names(database) == ["kept"]


def test_a_row_that_is_not_there_is_none(database):
    assert database.row("SELECT * FROM api_keys") is None


def test_what_one_process_wrote_another_reads_and_a_new_opening_keeps(tmp_path: Path):
    first, second = Database(tmp_path / "a" / "s.db"), Database(tmp_path / "a" / "s.db")
    first.write(ADD, ("kept",))
    assert names(second) == ["kept"]
    first.close()
    second.close()
    again = Database(tmp_path / "a" / "s.db")
    assert names(again) == ["kept"]
    again.close()


def test_the_file_is_for_its_owner_alone(tmp_path: Path):
    Database(tmp_path / "s.db").close()
    assert stat.S_IMODE((tmp_path / "s.db").stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_is_named_with_the_way_out(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(ServiceError, match="ROUTECASE_SERVICE"):
        Database(tmp_path / "file" / "s.db")


def test_a_full_disk_is_one_sentence_and_when_there_is_room_again_it_goes_on(tmp_path: Path):
    database = Database(tmp_path / "s.db")
    with database.writing() as connection:
        connection.execute("PRAGMA max_page_count = 1")  # as large as it is, and no larger
    with pytest.raises(StorageUnavailable, match="Make room"):
        database.write(ADD, ("x" * 100_000,))
    with database.writing() as connection:
        connection.execute("PRAGMA max_page_count = 100000")
    database.write(ADD, ("kept",))
    assert names(database) == ["kept"]
    database.close()
