"""Few reviews drawn by confidence tell as much as many plain ones, whatever the confidences say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.errors import EvaluationError
from routing.evaluation.drift.accuracy import estimated_accuracy, review_probabilities
from routing.evaluation.statistics.intervals import wilson

RNG = np.random.default_rng


def estimates(confidence_of, tries: int = 60):
    """Widths, how many hold the truth, and the mean error, of 200 reviews of 3,000 tickets."""
    rng = RNG(0)
    widths, held, off = [], [], []
    for _ in range(tries):
        sure = rng.beta(6, 0.6, 3_000)
        right = rng.random(3_000) < sure
        confidence = confidence_of(rng, sure)
        chance = review_probabilities(confidence, 200)
        looked = np.flatnonzero(rng.random(3_000) < chance)
        found = estimated_accuracy(confidence, looked, chance[looked], right[looked])
        widths.append(found.interval.high - found.interval.low)
        held.append(found.interval.low <= right.mean() <= found.interval.high)
        off.append(found.value - right.mean())
    return float(np.median(widths)), float(np.mean(held)), float(np.mean(off))


def test_two_hundred_reviews_are_as_narrow_as_three_hundred_plain_ones_and_hold():
    width, held, off = estimates(lambda _rng, sure: sure)
    plain = wilson(0.91 * 300, 300)
    assert width <= plain.high - plain.low
    assert held >= 0.88
    assert abs(off) < 0.01


def test_confidences_that_say_nothing_cost_width_and_not_truth():
    _, held, off = estimates(lambda rng, sure: rng.random(sure.size))
    assert held >= 0.88
    assert abs(off) < 0.012


def test_an_answer_never_wrong_may_be_wrong_nowhere():
    confidence = np.full(1_000, 0.99)
    chance = review_probabilities(confidence, 200)
    looked = np.arange(200)
    found = estimated_accuracy(confidence, looked, chance[looked], np.ones(200, dtype=bool))
    assert found.interval.high == 1.0
    assert 0.95 < found.interval.low < 1.0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=200), st.floats(1, 300))
def test_probabilities_are_never_nought_and_sum_to_the_reviews_wanted(levels, wanted: float):
    chance = review_probabilities(np.array(levels), wanted)
    assert ((chance > 0) & (chance <= 1)).all()
    assert chance.sum() == pytest.approx(min(wanted, len(levels)), rel=1e-6)


def test_too_few_reviews_are_refused_with_how_many_are_missing():
    few = np.arange(12)
    with pytest.raises(EvaluationError, match="make 8 more"):
        estimated_accuracy(np.ones(50), few, np.ones(12), np.ones(12, dtype=bool))
