"""The bootstrap over cells is that over tickets, and claims no certainty for a few of them."""

from __future__ import annotations

import numpy as np
import pytest

from routing.evaluation.confusion import Confusion, confusion
from routing.evaluation.statistics.bootstrap import (
    LEAST_RESAMPLES,
    RESAMPLES,
    Margins,
    percentile_interval,
    resample,
)

CELLS = Confusion(("a", "b", "c"), np.array([[50, 6, 2], [4, 20, 3], [1, 2, 12]]))


def test_every_draw_has_as_many_tickets_as_were_measured():
    draws = resample(CELLS)
    assert draws.support.shape == (RESAMPLES, 3)
    assert (draws.support.sum(axis=1) == CELLS.n).all()
    assert (draws.predicted.sum(axis=1) == CELLS.n).all()
    assert (draws.correct <= np.minimum(draws.support, draws.predicted)).all()


def test_drawing_cells_spreads_as_drawing_tickets_does():
    rng = np.random.default_rng(3)
    rows, columns = np.nonzero(CELLS.matrix)
    tickets = np.repeat(np.stack([rows, columns], axis=1), CELLS.matrix[rows, columns], axis=0)
    by_ticket = []
    for _ in range(400):
        drawn = tickets[rng.integers(0, len(tickets), len(tickets))]
        matrix = np.zeros((3, 3), dtype=np.int64)
        np.add.at(matrix, (drawn[:, 0], drawn[:, 1]), 1)
        by_ticket.append(float(Margins.of(Confusion(CELLS.labels, matrix)).macro_f1()))
    by_cell = resample(CELLS).macro_f1()
    assert np.mean(by_cell) == pytest.approx(np.mean(by_ticket), abs=0.01)
    assert np.std(by_cell) == pytest.approx(np.std(by_ticket), rel=0.15)


@pytest.mark.parametrize("predicted", [["a", "b"] * 5, ["b", "a"] * 5])
def test_all_right_or_all_wrong_is_no_certainty(predicted):
    draws = resample(confusion(["a", "b"] * 5, predicted))
    assert np.std(draws.correct.sum(axis=1)) > 0


def test_the_same_matrix_gives_the_same_draws_and_another_seed_others():
    first, again, other = resample(CELLS), resample(CELLS), resample(CELLS, seed=1)
    assert (first.correct == again.correct).all()
    assert (first.correct != other.correct).any()


def test_many_categories_are_drawn_less_often_but_often_enough():
    many = Confusion(tuple(map(str, range(160))), np.ones((160, 160), dtype=np.int64))
    assert len(resample(many).support) == LEAST_RESAMPLES


def test_the_figures_of_the_counts_are_their_formulas():
    margins = Margins.of(confusion(["a", "a", "a", "b"], ["a", "a", "b", "b"]))
    assert margins.f1().tolist() == pytest.approx([0.8, 2 / 3])
    assert margins.macro_f1() == pytest.approx((0.8 + 2 / 3) / 2)
    assert margins.weighted_f1() == pytest.approx((3 * 0.8 + 2 / 3) / 4)
    assert margins.kappa() == pytest.approx(0.5)


def test_kappa_of_a_single_label_on_both_sides_is_undefined():
    assert np.isnan(Margins.of(confusion(["a", "a"], ["a", "a"])).kappa())


DRAWN = np.array([*np.linspace(0, 1, 201), np.nan])


def test_an_interval_is_the_middle_of_what_is_defined():
    interval = percentile_interval(0.5, DRAWN)
    assert (interval.low, interval.high) == pytest.approx((0.025, 0.975))
    assert interval.method == "bootstrap, 202 resamples"
    assert percentile_interval(0.5, np.array([np.nan])) is None


@pytest.mark.parametrize("figure", [0.3, 0.7])
def test_values_that_drawing_has_shifted_are_also_held_moved_back(figure: float):
    interval = percentile_interval(figure, np.linspace(0.4, 0.6, 201))
    shift = figure - 0.5
    assert interval.low == pytest.approx(0.405 + min(0, shift))
    assert interval.high == pytest.approx(0.595 + max(0, shift))
    assert interval.low < figure < interval.high


def test_an_interval_stays_among_the_values_that_can_be():
    assert percentile_interval(0.0, DRAWN).low == 0
    assert percentile_interval(1.0, DRAWN).high == 1
    assert percentile_interval(-0.4, DRAWN, least=-1.0).low == pytest.approx(-0.875)
