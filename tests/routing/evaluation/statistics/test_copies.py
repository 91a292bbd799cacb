"""Copies of a text prove no more than one does: of every interval, of every verdict."""

import numpy as np
import pytest

from routing.evaluation.comparison import compare
from routing.evaluation.metrics import evaluate
from routing.evaluation.statistics.copies import also_of_texts
from routing.evaluation.statistics.intervals import Measured, wilson

TEN = np.repeat(np.arange(40), 10)  # forty texts, ten copies of each


def test_a_figure_stays_that_of_all_tickets_and_its_interval_holds_that_of_the_texts():
    found = also_of_texts(Measured(0.8, 400, wilson(320, 400)), Measured(0.75, 40, wilson(30, 40)))
    assert (found.value, found.n) == (0.8, 400)
    assert (found.interval.low, found.interval.high) == (wilson(30, 40).low, wilson(30, 40).high)


def test_what_has_no_interval_stays_as_it_is():
    assert also_of_texts(Measured(0.8, 400), None) == Measured(0.8, 400)


def test_copies_make_no_interval_of_an_evaluation_narrower():
    actual, predicted = ["a", "b"] * 20, ["a", "b", "b", "a"] * 10
    once, often = (
        evaluate(actual, predicted),
        evaluate(*([side[i] for i in TEN] for side in (actual, predicted)), groups=TEN.tolist()),
    )
    assert often.n == 400
    for name in ("accuracy", "balanced_accuracy", "macro_f1", "weighted_f1", "kappa"):
        own, many = getattr(once, name), getattr(often, name)
        assert many.value == pytest.approx(own.value)
        assert many.interval.low <= own.interval.low < own.interval.high <= many.interval.high
    assert often.per_category[0].recall.interval.low <= once.per_category[0].recall.interval.low


def test_ten_copies_make_no_router_better_than_another():
    actual, first, second = ["a"] * 40, ["a"] * 40, ["a"] * 37 + ["b"] * 3
    sides = [[side[i] for i in TEN] for side in (actual, first, second)]
    assert compare(*sides).mcnemar_p < 0.001
    found = compare(*sides, TEN.tolist())
    assert found.mcnemar_p == compare(actual, first, second).mcnemar_p
    assert not found.difference.is_clear
    assert (found.n, found.only_first) == (400, 30)
