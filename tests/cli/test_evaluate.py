"""`python -m routing evaluate`, as a script or a person calls it."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, f1_score

from routing.__main__ import main

Printed = pytest.CaptureFixture[str]
HEADER = ["id", "body", "category", "predicted_category", "confidence", "disposition"]
ROUTED = [
    ["1", "refund", "Billing", "Billing", "0.9", "auto"],
    ["2", "crash", "Tech", "Billing", "0.6", "review"],
    ["3", "login", "Tech", "Tech", "0.8", "auto"],
    ["4", "hello", "", "Tech", "0.7", "auto"],
]


def write(path: Path, header: list[str], rows: list[list[str]], delimiter: str = ",") -> str:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows([header, *rows])
    return str(path)


def figures(capsys: Printed, *arguments: str) -> dict[str, Any]:
    assert main(["evaluate", *arguments, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def refusal(capsys: Printed, *arguments: str) -> str:
    assert main(["evaluate", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    return printed.err


def test_the_figures_are_plain_numbers_with_intervals_beside(tmp_path: Path, capsys: Printed):
    result = figures(capsys, write(tmp_path / "p.csv", HEADER, ROUTED))
    assert (result["n"], result["left_out"]) == (3, 1)
    assert result["accuracy"] == pytest.approx(2 / 3)
    low, high = result["accuracy_interval"]
    assert low < result["accuracy"] < high
    assert result["per_category"]["Tech"]["recall"] == 0.5
    assert result["confusion"] == {"labels": ["Billing", "Tech"], "matrix": [[1, 0], [1, 1]]}


def test_the_figures_are_those_of_scikit_learn(tmp_path: Path, capsys: Printed):
    rng = np.random.default_rng(0)
    actual = rng.choice(["a", "b", "c"], 300).tolist()
    predicted = rng.choice(["a", "b", "c", "Unknown"], 300).tolist()
    rows = [["1", "x", a, p, "0.5", ""] for a, p in zip(actual, predicted, strict=True)]
    result = figures(capsys, write(tmp_path / "p.csv", HEADER, rows))
    assert result["accuracy"] == pytest.approx(accuracy_score(actual, predicted), abs=1e-9)
    macro = f1_score(actual, predicted, labels=["a", "b", "c"], average="macro")
    assert result["macro_f1"] == pytest.approx(macro, abs=1e-9)


def answered(n: int = 2000) -> list[list[str]]:
    """Rows of a router that is right as often as it says."""
    rng = np.random.default_rng(1)
    rows = []
    for i, sure in enumerate((1 - rng.beta(0.5, 4, n)).tolist()):
        predicted, other = ("a", "b") if i % 2 else ("b", "a")
        actual = predicted if rng.random() < sure else other
        rows.append([str(i), "x", actual, predicted, f"{sure:.6f}", "auto"])
    return rows


def test_the_dial_gives_thresholds_that_were_checked(tmp_path: Path, capsys: Printed):
    path = write(tmp_path / "p.csv", HEADER, answered())
    dial = figures(capsys, path, "--precision", "0.95")["dial"]
    assert dial["asked"] == 0.95
    assert 0.93 <= dial["achieved"] <= 1
    assert 0.3 < dial["coverage"] < 0.9
    assert 0 < dial["thresholds"]["a"] < 1
    assert dial["reason"] is None


def test_copies_of_one_text_prove_no_more_than_one(tmp_path: Path, capsys: Printed):
    def rows(texts: int) -> list[list[str]]:
        pairs = ((n, "Billing" if n % 2 else "Tech") for n in range(600))
        return [[f"{n}", f"form {n % texts}", c, c, "0.9", "auto"] for n, c in pairs]

    asked = ("--precision", "0.95")
    own = figures(capsys, write(tmp_path / "own.csv", HEADER, rows(600)), *asked)
    copied = figures(capsys, write(tmp_path / "copied.csv", HEADER, rows(20)), *asked)
    assert own["dial"]["coverage"] == 1.0
    assert copied["dial"]["coverage"] == 0.0


def test_nothing_is_promised_where_rows_without_a_label_look_different(
    tmp_path: Path, capsys: Printed
):
    like = [[f"n{i}", "x", "", *row[3:]] for i, row in enumerate(answered(300))]
    path = write(tmp_path / "p.csv", HEADER, answered() + like)
    assert figures(capsys, path, "--precision", "0.95")["dial"]["reason"] is None
    strangers = [[f"s{i}", "x", "", "a", "0.30", "review"] for i in range(100)]
    path = write(tmp_path / "p.csv", HEADER, answered() + like + strangers)
    dial = figures(capsys, path, "--precision", "0.95")["dial"]
    assert "cannot be promised for the 400 new tickets" in dial["reason"]
    assert (dial["achieved"], dial["coverage"]) == (None, 0)
    assert set(dial["thresholds"].values()) == {None}
    assert main(["evaluate", path, "--precision", "0.95"]) == 0
    assert "cannot be promised" in capsys.readouterr().out


def test_shuffled_labels_are_no_signal_and_promise_nothing(tmp_path: Path, capsys: Printed):
    rng = np.random.default_rng(2)
    labels = rng.choice(["a", "b"], 900, p=[0.97, 0.03]).tolist()  # 97 % without knowing anything
    rows = [[str(i), "x", label, "a", "0.9", "auto"] for i, label in enumerate(labels)]
    result = figures(capsys, write(tmp_path / "p.csv", HEADER, rows), "--precision", "0.95")
    assert result["signal"]["follows"] is False
    assert "do not follow the text" in result["dial"]["reason"]
    assert result["dial"]["coverage"] == 0
    assert figures(capsys, write(tmp_path / "p.csv", HEADER, answered()))["signal"]["follows"]


@pytest.mark.parametrize("confidence", ["1.7", "95", "-0.1", "nan", "inf", "95%"])
def test_a_confidence_outside_zero_to_one_is_refused_by_its_line(
    tmp_path: Path, capsys: Printed, confidence: str
):
    rows = [*answered(60), ["x", "x", "a", "a", confidence, "auto"]]
    path = write(tmp_path / "p.csv", HEADER, rows)
    assert f'line 62: the confidence "{confidence}"' in refusal(capsys, path, "--precision=0.9")


def test_headers_in_capitals_are_known(tmp_path: Path, capsys: Printed):
    path = write(tmp_path / "p.csv", [name.upper() for name in HEADER], answered(60))
    assert figures(capsys, path, "--precision", "0.5")["n"] == 60


def test_a_dial_without_a_threshold_says_why(tmp_path: Path, capsys: Printed):
    path = write(tmp_path / "p.csv", HEADER, ROUTED)
    dial = figures(capsys, path, "--precision", "0.95")["dial"]
    assert dial["thresholds"] == {"Billing": None, "Tech": None}
    assert dial["achieved"] is None
    assert "too few" in dial["reason"]
    assert main(["evaluate", path, "--precision", "0.95"]) == 0
    assert dial["reason"] in capsys.readouterr().out


def test_other_columns_and_delimiters_are_found_or_named(tmp_path: Path, capsys: Printed):
    rows = [["a", "a"], ["b", "a"]]
    by_name = write(tmp_path / "1.csv", ["label", "predicted_category"], rows, delimiter=";")
    assert figures(capsys, by_name)["accuracy"] == 0.5
    named = write(tmp_path / "2.csv", ["truth", "guess"], rows)
    assert figures(capsys, named, "--actual", "truth", "--predicted", "guess")["accuracy"] == 0.5


def test_a_column_of_the_input_is_not_taken_for_one_that_route_adds(
    tmp_path: Path, capsys: Printed
):
    header = ["confidence", "reason", "category", "predicted_category", "confidence", "reason"]
    rows = [["very", "refund", "a", "a", "0.9", "words"]] * 100
    path = write(tmp_path / "p.csv", header, rows)
    assert figures(capsys, path, "--precision", "0.9")["dial"]["coverage"] == 1


def test_names_in_another_case_are_one_category(tmp_path: Path, capsys: Printed):
    rows = [["1", "x", " billing", "Billing", "1", ""], ["2", "x", "BILLING", "billing ", "1", ""]]
    result = figures(capsys, write(tmp_path / "p.csv", HEADER, rows))
    assert result["accuracy"] == 1
    assert list(result["per_category"]) == ["billing"]


def test_a_row_without_a_prediction_counts_as_unknown(tmp_path: Path, capsys: Printed):
    rows = [["1", "x", "a", "", "", "review"], ["2", "x", "a", "a", "0.9", "auto"]]
    result = figures(capsys, write(tmp_path / "p.csv", HEADER, rows), "--precision", "0.5")
    assert result["accuracy"] == 0.5
    assert result["confusion"]["labels"] == ["a", "Unknown"]


def test_people_stand_beside_the_router_where_their_choice_is_known(
    tmp_path: Path, capsys: Printed
):
    header = ["id", "body", "first_category", "category", "predicted_category"]
    rows = [["1", "x", "b", "a", "a"], ["2", "x", "a", "a", "a"]]
    result = figures(capsys, write(tmp_path / "p.csv", header, rows))
    assert [b["name"] for b in result["baselines"]] == ['always "a"', "people"]
    assert result["baselines"][1]["accuracy"] == 0.5


def test_a_person_reads_the_same_figures_in_words(tmp_path: Path, capsys: Printed):
    assert main(["evaluate", write(tmp_path / "p.csv", HEADER, ROUTED)]) == 0
    printed = capsys.readouterr().out
    assert "3 tickets; left out, as they have no actual category: 1" in printed
    assert "Tech taken for Billing: 1 of 2" in printed


@pytest.mark.parametrize("precision", ["1.5", "-0.2", "nan"])
def test_a_precision_outside_zero_to_one_is_refused(
    tmp_path: Path, capsys: Printed, precision: str
):
    path = write(tmp_path / "p.csv", HEADER, ROUTED)
    assert "give 0 to 1" in refusal(capsys, path, f"--precision={precision}")


def test_bad_files_are_refused_with_one_plain_sentence(tmp_path: Path, capsys: Printed):
    binary, broken, empty = tmp_path / "b.csv", tmp_path / "q.csv", tmp_path / "e.csv"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe\x00")
    broken.write_text('category,predicted_category\na,a\nb,"never closed\n')
    empty.write_text("")
    assert "not a CSV file" in refusal(capsys, str(binary))
    assert "broken after line 2" in refusal(capsys, str(broken))
    assert "is empty" in refusal(capsys, str(empty))
    assert "cannot be read" in refusal(capsys, str(tmp_path / "missing.csv"))
    assert "cannot be read" in refusal(capsys, str(tmp_path))


def test_a_missing_column_is_named(tmp_path: Path, capsys: Printed):
    path = write(tmp_path / "p.csv", ["id", "x"], [["1", "2"]])
    assert '"predicted_category"' in refusal(capsys, path)
    assert '"nope"' in refusal(capsys, path, "--predicted", "nope")
    assert "name it by --actual" in refusal(capsys, path, "--predicted", "x")
    without = write(tmp_path / "c.csv", ["category", "predicted_category"], [["a", "a"]])
    assert '"confidence"' in refusal(capsys, without, "--precision", "0.9")


def test_no_labelled_row_or_a_confidence_that_is_no_number_is_said(tmp_path: Path, capsys: Printed):
    header = ["category", "predicted_category", "confidence"]
    unlabelled = write(tmp_path / "1.csv", header, [["", "a", "1"]])
    assert "actual category" in refusal(capsys, unlabelled, "--actual", "category")
    words = write(tmp_path / "2.csv", header, [["a", "a", "1"], ["a", "a", "high"]])
    assert 'line 3: the confidence "high"' in refusal(capsys, words, "--precision", "0.9")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-16-le"])
def test_predictions_are_read_in_the_encodings_that_intake_knows(
    tmp_path: Path, capsys: Printed, encoding: str
):
    rows = [["1", "Grüße, Rückgabe", "Zurück", "Zurück", "0.9"]] * 30
    text = "\r\n".join(",".join(f'"{c}"' for c in row) for row in [HEADER[:5], *rows])
    path = tmp_path / "p.csv"
    path.write_bytes(text.encode(encoding))
    assert figures(capsys, str(path))["per_category"]["Zurück"]["support"] == 30
