"""`python -m store back-up`, `back-ups`, `restore`, `leave-out`: one sentence and an exit code."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from cli.store import main
from store import tickets
from store.workspace import Workspace
from tests.conftest import ticket


@pytest.fixture
def desk(tmp_path: Path, fill) -> Path:
    """A closed workspace with one ticket."""
    path = tmp_path / "desk.duckdb"
    with closing(Workspace(path, "the tests")) as workspace:
        fill(workspace, [ticket(1)])
    return path


def test_a_back_up_brings_back_what_was_there(desk: Path, fill, capsys):
    assert main(["back-up", str(desk)]) == 0
    assert "Kept as" in capsys.readouterr().out
    with closing(Workspace(desk, "the tests")) as workspace:
        fill(workspace, [ticket(1, id="late")], "two")
    assert main(["restore", str(desk), "newest"]) == 0
    assert "is in its place" in capsys.readouterr().out
    with closing(Workspace(desk, "the tests")) as workspace:
        assert tickets.count(workspace) == 1
        assert workspace.loss.tickets == 1
    assert main(["leave-out", str(desk)]) == 0
    with closing(Workspace(desk, "the tests")) as workspace:
        assert workspace.loss is None


def test_where_nothing_is_missing_the_back_ups_are_named(desk: Path, capsys):
    assert main(["restore", str(desk)]) == 0
    assert "Nothing is missing" in capsys.readouterr().out
    assert main(["back-ups", str(desk)]) == 0
    assert capsys.readouterr().out == "There is no back-up yet.\n"


@pytest.mark.parametrize("command", [["back-up"], ["leave-out"], ["restore"]])
def test_a_workspace_that_is_not_there_is_one_sentence(tmp_path: Path, capsys, command):
    assert main([*command, str(tmp_path / "none.duckdb")]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)


def test_a_back_up_of_another_name_is_refused(desk: Path, capsys):
    assert main(["restore", str(desk), "yesterday"]) == 2
    assert "There is no back-up yesterday" in capsys.readouterr().err
