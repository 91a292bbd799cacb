"""The rows of the imported file, each with its decision behind it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from jobs import Control, Meter
from routing.errors import FileRefused
from tests.usecases.conftest import right
from usecases.imports import import_file
from usecases.runs.prediction_export import COLUMNS, check_writable, write_predictions

SOURCE = "id;subject;body;category\n7;=1+1;first;Billing\n8;;;Fraud\n9;Third;third;Billing\n"


@pytest.fixture
def source(workspace, tmp_path: Path) -> Path:
    """A file of two tickets and a row without text, taken in."""
    file = tmp_path / "export.csv"
    file.write_text(SOURCE, encoding="utf-8")
    import_file(workspace, file, None, Control(), Meter())
    return file


def test_each_row_stands_to_the_letter_with_its_decision(workspace, source, routed, tmp_path):
    run = routed(right, threshold=0.95, error="timed out")
    out = tmp_path / "out.csv"
    write_predictions(workspace, run.run_id, 1, source, out)
    heading, *rows = csv.reader(out.open(encoding="utf-8", newline=""))
    assert heading == ["id", "subject", "body", "category", *COLUMNS]
    assert [row[:4] for row in rows] == [
        ["7", "=1+1", "first", "Billing"], ["9", "Third", "third", "Billing"]
    ]  # fmt: skip
    assert [row[5:7] for row in rows] == [["0.900000", "review"]] * 2
    assert {row[8] for row in rows} == {"timed out"}


def test_a_folder_that_is_not_there_is_one_sentence_and_leaves_nothing(
    workspace, source, routed, tmp_path
):
    with pytest.raises(FileRefused, match="cannot be written"):
        write_predictions(workspace, routed(right).run_id, 1, source, tmp_path / "no" / "out.csv")
    assert not list(tmp_path.glob(".*"))


def test_where_nothing_can_be_written_is_known_before_and_leaves_nothing(tmp_path: Path):
    check_writable(tmp_path / "out.csv")
    (tmp_path / "folder.csv").mkdir()
    for out in (tmp_path / "none" / "out.csv", tmp_path / "folder.csv"):
        with pytest.raises(FileRefused, match="cannot be written"):
            check_writable(out)
    assert [each.name for each in tmp_path.iterdir()] == ["folder.csv"]
