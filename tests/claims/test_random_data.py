"""Random data under what the product says of chance: it is wrong no more often than it says.

Many more data sets are drawn by `make soak`, which sets CLAIM_SETS.
"""

import os

import numpy as np
import pytest
from scipy.stats import binom

from routing.evaluation.comparison import compare, mcnemar
from routing.evaluation.confusion import Confusion
from routing.evaluation.drift.indices import share_indices
from routing.evaluation.drift.saved_time import saved_time
from routing.evaluation.labels.signal import label_signal
from routing.evaluation.metrics import evaluate_confusion
from routing.evaluation.reliability import reliability
from routing.evaluation.statistics.acceptance import at_least, sample_size
from routing.evaluation.statistics.intervals import Interval, paired_difference, poisson, wilson
from routing.evaluation.statistics.median import median
from routing.learning.category_overlap import not_told_apart

SETS = int(os.environ.get("CLAIM_SETS", "300"))


def allowed(share: float, sets: int = SETS) -> int:
    """How often what is wrong in that share of cases is wrong, but for one time in a hundred."""
    return int(binom.ppf(0.99, sets, share))


def outside(interval: Interval, truth: float) -> bool:
    return not interval.low <= truth <= interval.high


@pytest.mark.parametrize("n", [10, 30, 200])
def test_the_interval_of_a_share_misses_the_truth_in_one_of_twenty(n: int):
    rng = np.random.default_rng(n)
    truths = rng.random(2000)
    missed = [outside(wilson(int(rng.binomial(n, p)), n), p) for p in truths]
    assert sum(missed) <= allowed(0.05, 2000)


@pytest.mark.parametrize("rate", [0.5, 4, 60])
def test_the_interval_of_a_count_misses_the_rate_in_one_of_twenty(rate: float):
    rng = np.random.default_rng(0)
    missed = [outside(poisson(int(count)), rate) for count in rng.poisson(rate, SETS)]
    assert sum(missed) <= allowed(0.05)


@pytest.mark.parametrize("n", [40, 400])
def test_of_two_routers_that_are_equally_good_one_is_called_better_in_one_of_twenty(n: int):
    rng = np.random.default_rng(n)
    clear = small = 0
    for _ in range(SETS):
        only_first, only_second, _ = rng.multinomial(n, [0.1, 0.1, 0.8])
        clear += paired_difference(int(only_first), int(only_second), n).is_clear
        small += mcnemar(int(only_first), int(only_second)) <= 0.05
    assert clear <= allowed(0.05)
    assert small <= allowed(0.05)


def test_the_interval_of_a_difference_holds_the_true_one():
    rng = np.random.default_rng(3)
    missed = 0
    for _ in range(SETS):
        first, second = rng.random(150) < 0.9, rng.random(150) < 0.8
        found = compare(
            ["a"] * 150,
            np.where(first, "a", "b").tolist(),
            np.where(second, "a", "b").tolist(),
        )
        missed += outside(found.difference.interval, 0.1)
    assert missed <= allowed(0.05)


@pytest.mark.parametrize("wrong", [0, 2])
def test_a_sample_proves_what_is_not_so_in_one_of_twenty(wrong: int):
    rng = np.random.default_rng(wrong)
    n = sample_size(0.9, wrong)
    proven = [at_least(int(rng.binomial(n, 0.8999)), n) >= 0.9 for _ in range(SETS)]
    assert sum(proven) <= allowed(0.05)


@pytest.mark.parametrize("n", [8, 60])
def test_the_interval_of_a_median_misses_the_truth_in_one_of_twenty(n: int):
    rng = np.random.default_rng(n)
    found = [median(rng.lognormal(2, 1, n).tolist()) for _ in range(SETS)]
    assert sum(outside(each.interval, np.exp(2)) for each in found) <= allowed(0.05)


def test_two_people_who_guess_are_said_to_agree_beyond_chance_in_one_of_twenty():
    rng = np.random.default_rng(1)
    guesses = np.full(9, 1 / 9)
    beyond = 0
    for _ in range(150):
        matrix = rng.multinomial(60, guesses).reshape(3, 3)
        kappa = evaluate_confusion(Confusion(("a", "b", "c"), matrix)).kappa
        beyond += kappa.interval.low > 0
    assert beyond <= allowed(0.05, 150)


@pytest.mark.parametrize("n", [30, 200])
def test_time_is_said_to_be_saved_or_lost_in_one_of_twenty_where_it_is_neither(n: int):
    rng = np.random.default_rng(n)
    clear = [
        saved_time(rng.lognormal(5, 0.8, n), rng.lognormal(5, 0.8, 19 * n)).is_clear
        for _ in range(SETS)
    ]
    assert sum(clear) <= allowed(0.05)


def test_an_index_is_above_what_chance_stays_below_in_one_of_twenty():
    rng = np.random.default_rng(4)
    shares = np.array([0.5, 0.3, 0.15, 0.05])
    above = np.zeros(2)
    for _ in range(150):
        found = share_indices(rng.multinomial(2000, shares), rng.multinomial(500, shares))
        above += [each.value > each.high for each in found]
    assert above.max() <= allowed(0.05, 150)


def test_labels_dealt_at_random_are_said_to_follow_the_text_in_one_of_a_hundred():
    rng = np.random.default_rng(2)
    dealt = rng.choice(["a", "b", "c"], (60, 2, 120))
    follows = [label_signal(one.tolist(), other.tolist()).follows for one, other in dealt]
    assert sum(map(bool, follows)) <= allowed(0.01, 60)


def test_labels_dealt_at_random_to_texts_that_come_again_follow_them_no_more_often():
    rng = np.random.default_rng(7)
    dealt = rng.choice(["a", "b", "c"], (60, 2, 240))
    texts = [number // 3 for number in range(240)]
    follows = [label_signal(one.tolist(), other.tolist(), texts).follows for one, other in dealt]
    assert sum(map(bool, follows)) <= allowed(0.01, 60)


@pytest.mark.parametrize("off", [0.0, 0.1])
def test_the_interval_of_the_calibration_error_holds_the_true_one(off: float):
    """A router that means what it says has an error of nought, however it comes out."""
    rng = np.random.default_rng(5)
    missed = 0
    for _ in range(100):
        confidence = rng.uniform(0.2, 1.0, 400)
        correct = rng.random(400) < confidence - off
        missed += outside(reliability(confidence, correct).ece.interval, off)
    assert missed <= allowed(0.05, 100)


@pytest.mark.parametrize("each", [8, 40])
def test_categories_that_are_told_apart_as_a_rule_are_hardly_ever_called_one(each: int):
    """Ten categories, nine of ten tickets right, the rest spread over the others by lot."""
    rng = np.random.default_rng(each)
    shares = np.full((10, 10), 0.1 / 9)
    np.fill_diagonal(shares, 0.9)
    called = 0
    for _ in range(SETS):
        matrix = np.array([rng.multinomial(each, row) for row in shares])
        called += bool(not_told_apart(Confusion(tuple("abcdefghij"), matrix)))
    assert called <= allowed(0.05)


@pytest.mark.parametrize("each", [4, 8])
def test_two_categories_of_few_tickets_are_hardly_ever_called_one(each: int):
    rng = np.random.default_rng(each)
    called = 0
    for _ in range(SETS):
        matrix = np.array([rng.multinomial(each, row) for row in ((0.85, 0.15), (0.15, 0.85))])
        called += bool(not_told_apart(Confusion(("a", "b"), matrix)))
    assert called <= allowed(0.05)
