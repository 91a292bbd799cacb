"""Shares from tickets drawn with unequal chances: unbiased, and with an interval that holds."""

from __future__ import annotations

import numpy as np
import pytest

from routing.evaluation.statistics.intervals import proportion
from routing.evaluation.statistics.weighted import Stratum, stratified_share, weighted_share


def test_with_equal_chances_it_is_the_plain_share():
    drawn = [True] * 17 + [False] * 3
    found, plain = stratified_share([Stratum(1000, drawn, [0.02] * 20)]), proportion(17, 20)
    assert found.value == pytest.approx(plain.value)
    assert found.interval.low == pytest.approx(plain.interval.low)
    assert found.interval.high == pytest.approx(plain.interval.high)


def test_a_part_that_nobody_has_looked_at_leaves_the_whole_unknown():
    looked, unseen = Stratum(10, [True], [0.1]), Stratum(90, [], [])
    assert stratified_share([looked, unseen]) is None
    assert stratified_share([looked, Stratum(0, [], [])]).value == 1
    assert stratified_share([]) is None
    assert weighted_share([], []) is None


@pytest.mark.parametrize("chances", [(0.05, 0.05), (0.02, 0.2)])
def test_the_interval_holds_the_truth_as_often_as_it_says_and_the_share_is_unbiased(chances):
    """Auto-routed tickets are right in 95 %, waiting ones in 60 %; 400 draws of the lot."""
    random = np.random.default_rng(3)
    sizes = (1400, 600)
    right = [random.random(n) < share for n, share in zip(sizes, (0.95, 0.6), strict=True)]
    truth = np.concatenate(right).mean()
    values, held = [], 0
    for _ in range(400):
        strata = []
        for answers, chance in zip(right, chances, strict=True):
            taken = answers[random.random(answers.size) < chance]
            strata.append(Stratum(answers.size, taken.tolist(), [chance] * taken.size))
        found = stratified_share(strata)
        values.append(found.value)
        held += found.interval.low <= truth <= found.interval.high
    assert np.mean(values) == pytest.approx(truth, abs=0.01)
    assert held >= 0.93 * 400
