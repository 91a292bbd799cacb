"""What a damaged file has lost is said by every command, before anything else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cli.store import main
from cli.workspace import opened
from store.reviewing import reviews
from store.reviewing.reviews import Review, Verdict
from store.workspaces import Workspaces
from tests.conftest import filler, ticket

MISSING = "2 reviews are missing since"


@pytest.fixture
def with_loss(tmp_path: Path) -> Path:
    """A workspace whose file is older than the record of what was written to it."""
    desk = Workspaces(tmp_path, "the tests").create("desk")
    filler(tmp_path)(desk, [ticket(1), ticket(2)])
    desk.close()
    path, older = tmp_path / "desk.duckdb", tmp_path / "older"
    shutil.copyfile(path, older)
    with opened(path) as again:
        for key in (1, 2):
            reviews.record(again, Review(key, "Ana", Verdict.CHOSEN, "A"))
    older.replace(path)
    return path


def test_a_command_that_opens_it_says_so(with_loss: Path, capsys):
    assert main(["back-up", str(with_loss)]) == 0
    told = capsys.readouterr().err
    assert MISSING in told
    assert f"store restore {with_loss}" in told


def test_a_question_says_so_as_well_and_changes_nothing(with_loss: Path, capsys):
    before = with_loss.read_bytes()
    assert main(["query", str(with_loss), "SELECT count(*) AS n FROM reviews", "--json"]) == 0
    printed = capsys.readouterr()
    assert '"n": 0' in printed.out
    assert MISSING in printed.err
    assert with_loss.read_bytes() == before


def test_what_was_brought_back_is_not_missed_again(with_loss: Path, capsys):
    assert main(["restore", str(with_loss)]) == 0
    assert "2 reviews are back." in capsys.readouterr().out
    with opened(with_loss):
        assert capsys.readouterr().err == ""
