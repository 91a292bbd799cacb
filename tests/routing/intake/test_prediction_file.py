"""A file of predictions is read, whatever its columns are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from routing.errors import FileRefused
from routing.intake.prediction_file import Names, confidences, read_predictions

HEADER = "id,subject,category,predicted_category,confidence,disposition\n"


def file(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    path = folder / "p.csv"
    path.write_text(content, encoding=encoding)
    return path


def test_what_route_writes_is_understood(tmp_path: Path):
    path = file(tmp_path, HEADER + "T-1,Late,Delivery,Billing,0.7,AUTO\nT-2,Lost,,Fraud,,review\n")
    first, second = read_predictions(path).rows
    assert (first.id, first.actual, first.predicted, first.confidence) == (
        "T-1", "Delivery", "Billing", "0.7",
    )  # fmt: skip
    assert (first.length, first.disposition, first.line) == (4, "auto", 2)
    assert (second.actual, second.predicted) == ("", "Fraud")
    assert [row.id for row in read_predictions(path).labelled] == ["T-1"]
    assert [row.id for row in read_predictions(path).new] == ["T-2"]


def test_a_column_that_route_adds_is_never_the_input_s_own(tmp_path: Path):
    """The input had predictions of another router, which stand before those that were added."""
    path = file(tmp_path, "id,predicted_category,category,predicted_category\n1,old,right,new\n")
    (row,) = read_predictions(path).rows
    assert (row.predicted, row.actual) == ("new", "right")


def test_columns_can_be_named(tmp_path: Path):
    path = file(tmp_path, "nr;truth;guess\n1;A;B\n")
    (row,) = read_predictions(path, Names("truth", "guess", "nr")).rows
    assert (row.id, row.actual, row.predicted) == ("1", "A", "B")


def test_a_row_without_a_prediction_is_unknown_and_case_makes_no_category(tmp_path: Path):
    path = file(tmp_path, "category,predicted_category\nBilling,billing\nBILLING,\nx,UNKNOWN\n")
    rows = read_predictions(path).rows
    assert [row.predicted for row in rows] == ["Billing", "Unknown", "Unknown"]
    assert rows[1].actual == "Billing"


def test_two_files_are_spelt_alike(tmp_path: Path):
    spelling: dict[str, str] = {}
    read_predictions(file(tmp_path, "predicted_category\nBilling\n"), None, spelling)
    (row,) = read_predictions(file(tmp_path, "predicted_category\nBILLING\n"), None, spelling).rows
    assert row.predicted == "Billing"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_the_encodings_of_spreadsheets_are_read(tmp_path: Path, encoding: str):
    path = file(tmp_path, "predicted_category\nRückgabe für Österreich\n", encoding)
    assert read_predictions(path).rows[0].predicted == "Rückgabe für Österreich"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("id,category\n1,a\n", 'no column "predicted_category"'),
        ('predicted_category\n"open', "is broken after line"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, content: str, said: str):
    with pytest.raises(FileRefused, match=said):
        read_predictions(file(tmp_path, content))
    with pytest.raises(FileRefused, match="cannot be read"):
        read_predictions(tmp_path / "gone.csv")


def test_a_confidence_is_a_number_from_0_to_1_and_0_where_none_was_given(tmp_path: Path):
    path = file(tmp_path, "predicted_category,confidence\na,0.25\nb,\n")
    assert confidences(path, read_predictions(path).rows) == [0.25, 0.0]


@pytest.mark.parametrize(
    ("cell", "said"),
    [("high", "is not a number"), ("nan", "is not a number"), ("95", "write shares")],
)
def test_any_other_confidence_is_refused_by_its_line(tmp_path: Path, cell: str, said: str):
    path = file(tmp_path, f"predicted_category,confidence\na,1\nb,{cell}\n")
    with pytest.raises(FileRefused, match=f"line 3.*{said}"):
        confidences(path, read_predictions(path).rows)


@pytest.mark.parametrize(
    "header",
    ["Ticket ID,Intent,Intent confidence", "Case_Number,Predicted Value,Prediction_Confidence",
     "number,predicted_assignment_group,Confidence"],
)  # fmt: skip
def test_what_other_tools_call_their_prediction_is_found(tmp_path: Path, header: str):
    found = read_predictions(file(tmp_path, f"{header}\n7,Billing,High\n")).rows[0]
    assert (found.id, found.predicted, found.confidence) == ("7", "Billing", "High")


def test_a_file_with_no_prediction_is_refused_by_its_name_alone(tmp_path: Path):
    with pytest.raises(FileRefused, match="name the column with the prediction") as refused:
        read_predictions(file(tmp_path, "id,guess\n1,a\n"))
    assert str(tmp_path) not in str(refused.value)
