"""`python -m routing compare`, as a script or a person calls it."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from routing.__main__ import main

Printed = pytest.CaptureFixture[str]
HEADER = ["id", "category", "predicted_category"]


def write(path: Path, rows: list[list[str]], header: list[str] | None = None) -> str:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header or HEADER, *rows])
    return str(path)


def compared(capsys: Printed, *arguments: str) -> dict[str, Any]:
    assert main(["compare", *arguments, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_tickets_are_matched_by_id_in_any_order(tmp_path: Path, capsys: Printed):
    a = write(tmp_path / "a.csv", [["1", "x", "x"], ["2", "y", "y"], ["3", "y", "x"]])
    b = write(tmp_path / "b.csv", [["2", "y", "x"], ["1", "x", "x"], ["9", "y", "y"]])
    result = compared(capsys, a, b)
    assert result["n"] == 2
    assert (result["accuracy_a"], result["accuracy_b"], result["difference"]) == (1, 0.5, 0.5)
    assert (result["only_a_right"], result["only_b_right"]) == (1, 0)
    assert result["mcnemar_p"] == 1
    assert result["only_in_one_file"] == 2
    assert result["disagreements"] == [{"actual": "y", "a": "y", "b": "x", "count": 1}]


def test_ids_that_repeat_are_matched_in_order(tmp_path: Path, capsys: Printed):
    a = write(tmp_path / "a.csv", [["1", "x", "x"], ["1", "y", "x"]])
    b = write(tmp_path / "b.csv", [["1", "x", "x"], ["1", "y", "y"]])
    result = compared(capsys, a, b)
    assert (result["n"], result["difference"]) == (2, -0.5)


def test_the_label_may_stand_in_one_file_only_but_not_differ(tmp_path: Path, capsys: Printed):
    a = write(tmp_path / "a.csv", [["1", "x", "x"], ["2", "", "x"], ["3", "x", "x"]])
    b = write(tmp_path / "b.csv", [["1", "", "X"], ["2", "", "x"], ["3", "y", "x"]])
    result = compared(capsys, a, b)
    assert (result["n"], result["without_actual"], result["actual_differs"]) == (1, 1, 1)
    assert result["both_right"] == 1


def test_a_person_reads_who_is_better(tmp_path: Path, capsys: Printed):
    rows = [[str(i), "x", "x"] for i in range(100)]
    worse = [[str(i), "x", "x" if i < 60 else "y"] for i in range(100)]
    files = write(tmp_path / "a.csv", rows), write(tmp_path / "b.csv", worse)
    assert main(["compare", *files]) == 0
    printed = capsys.readouterr().out
    assert "A is better than B by 40.0 points" in printed
    assert "x: x / y" in printed


def test_files_that_cannot_be_matched_are_refused(tmp_path: Path, capsys: Printed):
    good = write(tmp_path / "a.csv", [["1", "x", "x"]])
    other = write(tmp_path / "b.csv", [["2", "x", "x"]])
    nameless = write(tmp_path / "c.csv", [["x", "x"]], ["category", "predicted_category"])
    for file, reason in ((other, "in both files"), (nameless, "ticket id"), ("no.csv", "no.csv")):
        assert main(["compare", good, file]) == 2
        assert reason in capsys.readouterr().err
