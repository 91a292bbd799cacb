"""Every figure agrees with scikit-learn, on odd sets too, and none is ever NaN."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as oracle

from routing.errors import EvaluationError
from routing.evaluation.confusion import Confusion
from routing.evaluation.metrics import Evaluation, evaluate, evaluate_confusion
from routing.evaluation.statistics.intervals import Measured

LABELS = ["Billing", "Fraud/Security", "Unknown", "a", "Ünïcode 🎫"]
PAIRS = st.lists(
    st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), min_size=1, max_size=60
)
ODD_SETS = {
    "one class": (["a"] * 5, ["a"] * 5),
    "all Unknown": (["Unknown"] * 7, ["Unknown"] * 7),
    "nothing recognised": (["a", "b"] * 5, ["Unknown"] * 10),
    "a category only predicted": (["a", "a", "b"], ["a", "c", "b"]),
    "a category never predicted": (["a", "b", "b"], ["a", "a", "a"]),
    "one ticket, right": (["a"], ["a"]),
    "one ticket, wrong": (["a"], ["b"]),
    "ten tickets, all right": (["a", "b"] * 5, ["a", "b"] * 5),
    "ten tickets, one wrong": (["a", "b"] * 5, ["a", "b"] * 4 + ["a", "a"]),
}


def every_figure(result: Evaluation) -> list[Measured]:
    per_category = [f for c in result.per_category for f in (c.precision, c.recall, c.f1)]
    averages = [result.balanced_accuracy, result.macro_f1, result.weighted_f1, result.kappa]
    return [f for f in (result.accuracy, *averages, *per_category) if f is not None]


def assert_agrees(actual: list[str], predicted: list[str]) -> None:
    result = evaluate(actual, predicted)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scikit-learn warns of absent categories
        expected = {
            "accuracy": oracle.accuracy_score(actual, predicted),
            "balanced_accuracy": oracle.balanced_accuracy_score(actual, predicted),
            "macro_f1": oracle.f1_score(
                actual, predicted, labels=sorted(set(actual)), average="macro"
            ),
            "weighted_f1": oracle.f1_score(actual, predicted, average="weighted"),
            "kappa": oracle.cohen_kappa_score(actual, predicted),
        }
        labels = [c.category for c in result.per_category]
        table = oracle.precision_recall_fscore_support(
            actual, predicted, labels=labels, zero_division=np.nan
        )
        matrix = oracle.confusion_matrix(actual, predicted, labels=list(result.confusion.labels))
    for name, value in expected.items():
        figure = getattr(result, name)
        ours = math.nan if figure is None else figure.value
        assert ours == pytest.approx(value, abs=1e-9, nan_ok=True), name
    for category, precision, recall, f1, support in zip(result.per_category, *table, strict=True):
        ours = [math.nan if f is None else f.value for f in (category.precision, category.recall)]
        assert ours == pytest.approx([precision, recall], abs=1e-9, nan_ok=True)
        assert category.f1.value == pytest.approx(f1, abs=1e-9)
        assert category.support == support
    assert result.confusion.matrix.tolist() == matrix.tolist()


@given(PAIRS)
def test_every_figure_agrees_with_scikit_learn(pairs: list[tuple[str, str]]):
    assert_agrees([a for a, _ in pairs], [p for _, p in pairs])


@pytest.mark.parametrize("name", ODD_SETS)
def test_odd_sets_agree_with_scikit_learn(name: str):
    assert_agrees(*ODD_SETS[name])


@given(PAIRS)
def test_every_figure_lies_in_its_interval_and_none_is_nan(pairs: list[tuple[str, str]]):
    result = evaluate([a for a, _ in pairs], [p for _, p in pairs])
    for figure in every_figure(result):
        assert figure.interval is not None
        assert figure.interval.low <= figure.value <= figure.interval.high
        assert figure.interval.method


@pytest.mark.parametrize("name", ODD_SETS)
def test_odd_sets_show_no_nan(name: str):
    for figure in every_figure(evaluate(*ODD_SETS[name])):
        assert figure.interval is not None
        assert not any(map(math.isnan, (figure.value, figure.interval.low, figure.interval.high)))


def test_what_has_no_value_is_none_and_not_zero():
    result = evaluate(["a", "b"], ["a", "Unknown"])
    by_name = {c.category: c for c in result.per_category}
    assert by_name["b"].precision is None
    assert by_name["Unknown"].recall is None
    assert evaluate(["a"], ["a"]).kappa is None


def test_a_category_without_a_ticket_is_not_in_macro_f1_and_the_figure_stands_inside_its_interval():
    actual = [f"category {i}" for i in range(5) for _ in range(20)]
    # Of every category sixteen are right; each wrong answer names a category of its own.
    predicted = [a if k % 20 < 16 else f"spelling {k % 5}" for k, a in enumerate(actual)]
    result = evaluate(actual, predicted).macro_f1
    assert result.value == pytest.approx(2 * 16 / (16 + 20))
    assert result.interval.low < result.value < result.interval.high


@given(PAIRS)
@settings(max_examples=60, deadline=None)
def test_no_figure_stands_at_an_end_of_its_interval_unless_nothing_or_all_is_right(pairs):
    result = evaluate([a for a, _ in pairs], [p for _, p in pairs])
    for figure in every_figure(result):
        if -1 < figure.value < 1 and figure.value:
            assert figure.interval.low < figure.value < figure.interval.high


def test_ten_right_answers_do_not_claim_certainty():
    result = evaluate(["a", "b"] * 5, ["a", "b"] * 5)
    for figure in every_figure(result):
        assert figure.value == 1
        assert figure.interval.low < 0.85


@pytest.mark.parametrize("n", [60, 400])
@pytest.mark.parametrize("figure", ["accuracy", "balanced_accuracy", "macro_f1", "weighted_f1"])
def test_the_intervals_hold_the_truth_about_as_often_as_they_say(figure: str, n: int):
    rng = np.random.default_rng(1)
    cells = np.array([[0.5, 0.06, 0.02], [0.04, 0.2, 0.03], [0.01, 0.02, 0.12]])
    hits, rows, columns = cells.diagonal(), cells.sum(axis=1), cells.sum(axis=0)
    f1 = 2 * hits / (rows + columns)
    truth = {
        "accuracy": hits.sum(),
        "balanced_accuracy": np.mean(hits / rows),
        "macro_f1": np.mean(f1),
        "weighted_f1": np.sum(f1 * rows),
    }[figure]
    held = 0
    for counts in rng.multinomial(n, cells.ravel(), size=200):
        matrix = counts.reshape(3, 3)
        interval = getattr(evaluate_confusion(Confusion(("a", "b", "c"), matrix)), figure).interval
        held += interval.low <= truth <= interval.high
    assert held / 200 >= 0.90


def test_the_same_tickets_give_the_same_intervals():
    assert every_figure(evaluate(*ODD_SETS["ten tickets, one wrong"])) == every_figure(
        evaluate(*ODD_SETS["ten tickets, one wrong"])
    )


def test_nothing_to_score_is_said_plainly():
    with pytest.raises(EvaluationError, match="no ticket"):
        evaluate([], [])


def test_sides_of_different_length_are_refused():
    with pytest.raises(EvaluationError, match="2 actual categories but 1"):
        evaluate(["a", "b"], ["a"])
