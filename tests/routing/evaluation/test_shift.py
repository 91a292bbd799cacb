"""A shift is called when it is large and no accident, and only then."""

import numpy as np
import pytest

from routing.errors import EvaluationError
from routing.evaluation.shift import shift


def test_tickets_of_another_kind_are_noticed():
    rng = np.random.default_rng(0)
    known, out_of_scope = rng.beta(8, 2, 2000), rng.beta(2, 4, 400)
    found = shift(known, np.concatenate([rng.beta(8, 2, 1600), out_of_scope]))
    assert found.is_shifted
    assert "cannot be counted on" in found.sentence


def test_tickets_of_the_same_kind_raise_no_alarm():
    rng = np.random.default_rng(1)
    alarms = [shift(rng.beta(8, 2, 300), rng.beta(8, 2, 300)).is_shifted for _ in range(100)]
    assert not any(alarms)


def test_many_tickets_alone_raise_no_alarm():
    rng = np.random.default_rng(2)
    found = shift(rng.normal(0, 1, 50_000), rng.normal(0.05, 1, 50_000))
    assert found.p_value < 0.001
    assert not found.is_shifted


def test_ten_tickets_are_too_few_for_an_alarm():
    assert not shift(np.linspace(0.5, 1, 10), np.linspace(0.4, 0.9, 10)).is_shifted


def test_nothing_to_compare_is_refused():
    with pytest.raises(EvaluationError, match="no confidences"):
        shift(np.array([]), np.ones(3))
