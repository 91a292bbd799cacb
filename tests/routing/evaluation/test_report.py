"""The classification report is scikit-learn's, with intervals, and safe in a spreadsheet."""

import csv
import io
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import classification_report as oracle

from routing.evaluation.metrics import evaluate
from routing.evaluation.report import as_csv, classification_report
from routing.evaluation.statistics.intervals import Measured

PAIRS = st.lists(st.tuples(st.sampled_from("abcU"), st.sampled_from("abcU")), min_size=1)


def value(figure: Measured | None) -> float:
    return float("nan") if figure is None else figure.value


@given(PAIRS)
@settings(deadline=None, max_examples=50)
def test_every_line_agrees_with_scikit_learn(pairs: list[tuple[str, str]]):
    actual, predicted = [a for a, _ in pairs], [p for _, p in pairs]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = oracle(actual, predicted, output_dict=True, zero_division=np.nan)
        known = {"labels": sorted(set(actual)), "output_dict": True, "zero_division": np.nan}
        expected["macro avg"] = oracle(actual, predicted, **known)["macro avg"]
    for line in classification_report(evaluate(actual, predicted)):
        if line.name == "accuracy":
            assert value(line.f1) == pytest.approx(expected["accuracy"], abs=1e-9)
            continue
        row = expected[line.name]
        ours = [value(line.precision), value(line.recall), value(line.f1), line.support]
        theirs = [row["precision"], row["recall"], row["f1-score"], row["support"]]
        assert ours == pytest.approx(theirs, abs=1e-9, nan_ok=True)


def test_the_csv_holds_figures_and_intervals():
    text = as_csv(classification_report(evaluate(["a", "b", "b"], ["a", "b", "a"])))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["category"] for row in rows] == ["a", "b", "accuracy", "macro avg", "weighted avg"]
    assert float(rows[1]["recall_low"]) < float(rows[1]["recall"]) < float(rows[1]["recall_high"])
    assert rows[2]["precision"] == ""


def test_a_category_name_is_never_a_formula():
    text = as_csv(classification_report(evaluate(["=1+1"], ["=1+1"])))
    assert "\r\n'=1+1," in text
