"""Back-ups: a few, whole, and brought back with the present file set aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from routing.errors import WorkspaceError
from store.workspace_file import backups
from store.workspace_file.lease import Lease


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file in the place of a workspace."""
    made = tmp_path / "desk.duckdb"
    made.write_bytes(b"first")
    return made


def test_the_newest_come_first_and_only_a_few_are_kept(file: Path):
    made = []
    for number in range(backups.KEPT + 2):
        file.write_bytes(f"state {number}".encode())
        made.append(backups.keep(file, "by hand"))
    assert backups.all_of(file) == made[: -backups.KEPT - 1 : -1]
    assert backups.all_of(file)[0].read_bytes() == f"state {backups.KEPT + 1}".encode()


def test_a_name_says_when_and_why(file: Path):
    assert backups.keep(file, "before 013_recovery").stem.endswith(" before 013_recovery")


def test_of_an_open_workspace_its_copy_is_kept(file: Path, tmp_path: Path):
    copy = tmp_path / "copy"
    copy.write_bytes(b"as it is now")
    assert backups.keep(file, "by hand", copy).read_bytes() == b"as it is now"


def test_restoring_sets_the_present_file_and_its_log_aside(file: Path):
    kept = backups.keep(file, "by hand")
    file.write_bytes(b"second")
    log = file.with_name("desk.duckdb.wal")
    log.write_bytes(b"log")
    aside = backups.restore(file, kept, "the tests")
    assert file.read_bytes() == b"first"
    assert (aside / "desk.duckdb").read_bytes() == b"second"
    assert (aside / "desk.duckdb.wal").read_bytes() == b"log"
    assert not log.exists()


def test_a_back_up_that_is_gone_leaves_everything_as_it_is(file: Path):
    with pytest.raises(WorkspaceError, match=r"There is no back-up gone\.duckdb"):
        backups.restore(file, file.with_name("gone.duckdb"), "the tests")
    assert file.read_bytes() == b"first"


def test_a_workspace_in_use_is_not_replaced(file: Path):
    kept = backups.keep(file, "by hand")
    file.write_bytes(b"second")
    lease = Lease(file, "somebody")
    with pytest.raises(WorkspaceError, match="in use by somebody"):
        backups.restore(file, kept, "the tests")
    lease.release()
    assert file.read_bytes() == b"second"


def test_a_copy_that_fails_leaves_nothing_half_made(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        backups.copy_file(tmp_path / "gone", tmp_path / "target")
    assert list(tmp_path.iterdir()) == []
