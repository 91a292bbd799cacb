"""The lowest threshold that can be vouched for is one, also after having chosen it."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from routing.evaluation.dial.certify import candidates, certify, fewest, outlook
from tests.routing.evaluation.drawn_router import at_most, router, true_precision

DATA_SETS = 500


@pytest.mark.parametrize("n", [150, 600, 2500])
@pytest.mark.parametrize("kind", ["good", "few scores", "never above"])
def test_the_asked_precision_is_missed_in_at_most_one_data_set_of_twenty(kind: str, n: int):
    rng = np.random.default_rng(n)
    precision = true_precision(rng, kind)
    missed = 0
    for _ in range(DATA_SETS):
        found = certify(*router(rng, n, kind), asked=0.95, error=0.05)
        missed += found is not None and precision(found.threshold) < 0.95
    assert missed <= at_most(DATA_SETS)


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=200))
def test_candidates_count_every_ticket_at_or_above_them(pairs: list[tuple[int, bool]]):
    confidence = np.array([c / 10 for c, _ in pairs])
    correct = np.array([right for _, right in pairs])
    rows = candidates(confidence, correct)
    for threshold, n, hits in zip(rows.threshold, rows.n, rows.hits, strict=True):
        assert n == (confidence >= threshold).sum()
        assert hits == correct[confidence >= threshold].sum()
    assert rows.n[-1] == len(pairs)


@given(st.integers(60, 400), st.integers(0, 3))
def test_the_guaranteed_precision_is_the_exact_bound_of_scipy(n: int, wrong: int):
    correct = np.arange(n) >= wrong
    found = certify(np.ones(n), correct, asked=0.9, error=0.05)
    expected = binomtest(n - wrong, n).proportion_ci(0.9, method="exact").low  # one side: 5 %
    if found is None:
        assert expected < 0.9
    else:
        assert found.guaranteed == pytest.approx(expected, abs=1e-9)
        assert found.guaranteed >= 0.9 - 1e-12


@pytest.mark.parametrize("asked", [0.5, 0.8, 0.95, 0.99])
def test_the_fewest_tickets_are_just_enough(asked: float):
    n = fewest(asked, 0.05)
    assert binomtest(n, n, asked, alternative="greater").pvalue <= 0.05
    assert binomtest(n - 1, n - 1, asked, alternative="greater").pvalue > 0.05 or n == 1


def test_without_a_ticket_nothing_passes():
    none = np.array([])
    assert certify(none, none.astype(bool), 0.95, 0.05) is None
    assert candidates(none, none.astype(bool)).n.size == 0


def test_the_loosest_threshold_that_passes_is_taken():
    """Everything above 0.5 is right, and below it nothing is."""
    confidence = np.linspace(0, 1, 1001)
    found = certify(confidence, confidence > 0.5, 0.95, 0.05)
    assert 0.45 < found.threshold <= 0.5
    assert found.guaranteed >= 0.95
    assert found.hits / found.n > found.guaranteed


def test_certainty_is_beyond_any_number_of_tickets():
    assert fewest(1.0, 0.05) == inf
    assert fewest(0.0, 0.05) == 1


def test_the_outlook_says_how_many_tickets_would_settle_it():
    correct = np.arange(40) % 40 != 0  # 97.5 % right, but too few to vouch for 95 %
    assert certify(np.ones(40), correct, 0.95, 0.05) is None
    found = outlook(np.ones(40), correct, 0.95, 0.05)
    assert (found.n, found.hits) == (40, 39)
    assert 40 < found.wanted < inf


def test_more_tickets_do_not_help_where_the_precision_is_below():
    assert outlook(np.ones(400), np.arange(400) % 5 != 0, 0.95, 0.05).wanted == inf
