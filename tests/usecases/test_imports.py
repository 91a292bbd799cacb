"""Files into a workspace, each known again by its hash."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs import Control, Jobs, JobState, Meter
from jobs.control import Cancelled
from routing.errors import FileRefused, WorkspaceError
from store import tickets
from usecases.imports import file_hash, files_hash, import_files, start_import


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two files of one ticket each; the second has a row without text."""
    made = [tmp_path / "a.csv", tmp_path / "b.csv"]
    made[0].write_text("id,subject,body\n1,Refund,please\n", encoding="utf-8")
    made[1].write_text("id,subject,body\n2,Card,lost\n3,,\n", encoding="utf-8")
    return made


def test_files_are_one_import_and_every_row_is_accounted_for(workspace, files):
    said = import_files(workspace, files, None, Control(), Meter())
    assert said == "2 tickets imported, 1 rows refused"
    assert tickets.count(workspace) == 2


def test_the_same_files_in_another_order_are_here_already(workspace, files):
    import_files(workspace, files, None, Control(), Meter())
    with pytest.raises(WorkspaceError, match="already"):
        import_files(workspace, files[::-1], None, Control(), Meter())
    assert tickets.count(workspace) == 2


def test_a_cancelled_import_takes_nothing_in(workspace, files):
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        import_files(workspace, files, None, control, Meter())
    assert tickets.count(workspace) == 0


def test_files_are_given_back_however_the_import_ended(workspace, files, tmp_path):
    returned: list[Path] = []
    broken = [tmp_path / "empty.csv"]
    broken[0].write_text("", encoding="utf-8")
    job = start_import(Jobs(), workspace, broken, None, returned.append)
    job.wait(60)
    assert job.state is JobState.FAILED
    assert returned == broken


def test_the_hash_of_one_file_is_its_own_and_of_several_does_not_depend_on_their_order(files):
    assert files_hash(files[:1]) == file_hash(files[0])
    assert files_hash(files) == files_hash(files[::-1]) != files_hash(files[:1])


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path):
    with pytest.raises(FileRefused, match="cannot be read"):
        file_hash(tmp_path / "gone.csv")
