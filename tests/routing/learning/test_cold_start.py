"""Tickets drawn for a start without labels, and what follows from them."""

from __future__ import annotations

import numpy as np
import pytest

from routing.evaluation.statistics.weighted import weighted_share
from routing.learning.cold_start import draw
from tests.routing.learning.conftest import clouds


def test_one_ticket_a_cluster_is_drawn_and_others_wait_for_their_turn():
    vectors, owner = clouds((50, 20, 30))
    drawn = draw(vectors, 3)
    first = [each for each in drawn if each.turn == 0]
    assert sorted(owner[each.row] for each in first) == [0, 1, 2]
    assert [each.share for each in first] == [0.5, 0.3, 0.2]
    assert len({each.row for each in drawn}) == len(drawn) == 12


def test_an_accuracy_weighted_by_clusters_is_that_of_the_whole_desk():
    """The mean over many draws is the true accuracy, though small clusters are asked as often."""
    vectors, owner = clouds((80, 10, 10))
    right = owner == 0
    values = []
    for seed in range(40):
        first = [each for each in draw(vectors, 3, seed) if each.turn == 0]
        measured = weighted_share([right[d.row] for d in first], [d.share for d in first])
        values.append(measured.value)
    assert np.mean(values) == pytest.approx(0.8, abs=0.02)


def test_unequal_weights_tell_less_than_equal_ones():
    right = [True, True, False, True] * 5
    equal = weighted_share(right, [1 / 20] * 20).interval
    unequal = weighted_share(right, [0.5] + [0.5 / 19] * 19).interval
    assert unequal.high - unequal.low > equal.high - equal.low
    assert weighted_share([], []) is None


def test_texts_that_are_all_the_same_are_asked_about_once():
    drawn = draw(np.ones((9, 3), dtype=np.float32), 5)
    assert {each.stratum for each in drawn} == {0}
    assert draw(np.empty((0, 3), dtype=np.float32), 5) == []
