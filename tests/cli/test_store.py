"""`python -m store`: the answer on stdout, one sentence on stderr, and an exit code."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cli.store import main
from store import tickets
from store.workspace import Workspace
from tests.conftest import ticket

ROOT = Path(__file__).parents[2]


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


def test_a_file_whose_end_is_missing_answers_nothing_and_stays_as_it_is(desk: Path, capsys):
    cut = desk.read_bytes()[:-300_000]
    desk.write_bytes(cut)
    assert main(["query", str(desk), "SELECT count(*) FROM runs"]) == 2
    told = capsys.readouterr()
    assert "damaged" in told.err
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert desk.read_bytes() == cut


def test_a_back_up_of_another_name_is_refused(desk: Path, capsys):
    assert main(["restore", str(desk), "yesterday"]) == 2
    assert "There is no back-up yesterday" in capsys.readouterr().err


@pytest.fixture
def file(workspace: Workspace, tmp_path: Path) -> Path:
    target = tmp_path / "copy.duckdb"
    workspace.snapshot_to(target)
    return target


def test_rows_stand_aligned_under_their_names(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sql = "SELECT * FROM (VALUES ('a', 1), ('long\nline', 20)) t(word, n)"
    assert main(["query", str(file), sql]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "word         n", "----------  --", "a            1", "long\\nline  20"
    ]  # fmt: skip
    assert told.err == ""


def test_json_is_a_list_of_objects(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sql = "SELECT 1 AS n, 'é' AS w, NULL AS nothing, DATE '2026-01-31' AS day, [1.5] AS l, "
    sql += "'nan'::DOUBLE AS x"
    assert main(["query", str(file), sql, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"n": 1, "w": "é", "nothing": None, "day": "2026-01-31", "l": [1.5], "x": None}
    ]


def test_a_csv_holds_no_formula(file: Path, tmp_path: Path, capsys) -> None:
    target = tmp_path / "out.csv"
    sql = "SELECT '=cmd()' AS \"@name\", '\t=1' AS b, '-2' AS c, -2 AS d"
    assert main(["query", str(file), sql, "--csv", str(target)]) == 0
    with target.open(newline="", encoding="utf-8") as stream:
        head, row = csv.reader(stream)
    assert head == ["'@name", "b", "c", "d"]
    assert row == ["'=cmd()", "'\t=1", "'-2", "-2"]
    assert capsys.readouterr().out == ""


def test_a_refused_statement_is_one_sentence_and_exit_code_2(file: Path, capsys) -> None:
    assert main(["query", str(file), "DROP TABLE tickets"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1


def test_a_limit_is_exit_code_3(file: Path, capsys) -> None:
    assert main(["query", str(file), "SELECT repeat('x', 2000000000)"]) == 3
    assert capsys.readouterr().err.startswith("The query was stopped")


def test_a_workspace_in_use_names_its_holder(workspace: Workspace) -> None:
    command = [sys.executable, "-m", "store", "query", str(workspace.path), "SELECT 1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "in use by the tests (process" in done.stderr


@pytest.mark.parametrize("name", ["missing.duckdb", "notes.txt"])
def test_what_is_no_workspace_is_refused(tmp_path: Path, capsys, name: str) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    assert main(["query", str(tmp_path / name), "SELECT 1"]) == 2
    assert name in capsys.readouterr().err


def test_a_parameter_is_given_by_name(file: Path, capsys) -> None:
    assert main(["query", str(file), "SELECT $a AS a", "--json", "--set", "a=x'y"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"a": "x'y"}]
