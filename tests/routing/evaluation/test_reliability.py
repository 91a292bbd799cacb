"""ECE, Brier and the bins agree with scikit-learn and with ECE written out."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss

from routing.errors import EvaluationError
from routing.evaluation.reliability import reliability

# Confidences off the edges of bins, where libraries differ on which bin they fall into.
LABELLED = st.lists(
    st.tuples(st.integers(0, 99).map(lambda c: (c + 0.5) / 100), st.booleans()),
    min_size=1,
    max_size=80,
)


@given(LABELLED)
@settings(deadline=None)
def test_brier_and_bins_agree_with_scikit_learn(pairs: list[tuple[float, bool]]):
    confidence = np.array([c for c, _ in pairs])
    correct = np.array([right for _, right in pairs])
    result = reliability(confidence, correct)
    expected = brier_score_loss(correct, confidence, pos_label=True)
    assert result.brier.value == pytest.approx(expected, abs=1e-9)
    shares, means = calibration_curve(correct, confidence, n_bins=10, pos_label=True)
    ours = [(b.accuracy.value, b.confidence) for b in result.bins]
    np.testing.assert_allclose(ours, list(zip(shares, means, strict=True)), atol=1e-9)


@given(LABELLED)
@settings(deadline=None)
def test_ece_is_the_mean_gap_over_the_bins(pairs: list[tuple[float, bool]]):
    confidence = np.array([c for c, _ in pairs])
    correct = np.array([right for _, right in pairs])
    result = reliability(confidence, correct)
    gaps = [b.accuracy.n * abs(b.accuracy.value - b.confidence) for b in result.bins]
    assert result.ece.value == pytest.approx(sum(gaps) / len(pairs), abs=1e-9)
    for figure in (result.ece, result.brier):
        assert not math.isnan(figure.interval.low)
        assert figure.interval.low <= figure.value <= figure.interval.high


def test_a_confidence_of_one_falls_into_the_last_bin():
    assert [b.high for b in reliability(np.array([1.0]), np.array([True])).bins] == [1.0]


@pytest.mark.parametrize("confidence", [[], [1.2], [-0.1], [float("nan")]])
def test_what_is_no_probability_is_refused(confidence: list[float]):
    with pytest.raises(EvaluationError):
        reliability(np.array(confidence), np.ones(len(confidence), bool))
