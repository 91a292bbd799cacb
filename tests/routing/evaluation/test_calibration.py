"""Calibration agrees with scikit-learn, and no ticket is calibrated by its own label."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.isotonic import IsotonicRegression

from routing.errors import EvaluationError
from routing.evaluation.calibration import (
    Method,
    apply,
    calibrate_out_of_fold,
    calibrations,
    fit,
    fit_beta,
    fit_isotonic,
    fit_temperature,
)
from routing.evaluation.reliability import reliability

LABELLED = st.lists(
    st.tuples(st.integers(0, 20).map(lambda c: c / 20), st.booleans()), min_size=1, max_size=80
)


def overconfident(n: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    """Confidences whose log-odds are twice what they should be."""
    rng = np.random.default_rng(4)
    truth = rng.beta(5, 2, n)
    odds = 2 * np.log(truth / (1 - truth))
    return 1 / (1 + np.exp(-odds)), rng.random(n) < truth


@given(LABELLED)
@settings(deadline=None)
def test_isotonic_agrees_with_scikit_learn(pairs: list[tuple[float, bool]]):
    confidence = np.array([c for c, _ in pairs])
    correct = np.array([right for _, right in pairs])
    asked = np.linspace(0, 1, 41)
    expected = IsotonicRegression(out_of_bounds="clip", y_min=0, y_max=1)
    expected.fit(confidence, correct.astype(float))
    ours = fit_isotonic(confidence, correct).apply(asked)
    np.testing.assert_allclose(ours, expected.predict(asked), atol=1e-9)


def test_the_temperature_of_an_overconfident_router_is_found():
    assert fit_temperature(*overconfident()).temperature == pytest.approx(2, abs=0.15)


@pytest.mark.parametrize("method", ["beta", "temperature", "isotonic"])
def test_calibration_brings_confidence_and_accuracy_together(method: Method):
    confidence, correct = overconfident()
    folds = np.arange(confidence.size) % 5
    calibrated = calibrate_out_of_fold(confidence, correct, folds, method)
    before, after = reliability(confidence, correct), reliability(calibrated, correct)
    assert after.ece.value < before.ece.value / 2
    assert after.brier.value < before.brier.value


@pytest.mark.parametrize("method", ["beta", "temperature", "isotonic"])
def test_a_ticket_is_not_calibrated_by_its_own_label(method: Method):
    confidence, correct = overconfident(200)
    folds = np.arange(200) % 5
    turned = correct.copy()
    turned[folds == 0] = ~turned[folds == 0]
    one = calibrate_out_of_fold(confidence, correct, folds, method)
    other = calibrate_out_of_fold(confidence, turned, folds, method)
    np.testing.assert_array_equal(one[folds == 0], other[folds == 0])
    assert not np.array_equal(one[folds == 1], other[folds == 1])


@given(LABELLED, st.sampled_from(["beta", "temperature", "isotonic"]))
@settings(deadline=None)
def test_calibrated_confidences_stay_in_range_and_in_order(
    pairs: list[tuple[float, bool]], method: Method
):
    fitted = fit(np.array([c for c, _ in pairs]), np.array([r for _, r in pairs]), method)
    calibrated = fitted.apply(np.linspace(0, 1, 30))
    assert ((calibrated >= 0) & (calibrated <= 1)).all()
    assert (np.diff(calibrated) >= -1e-12).all()


def test_calibration_without_labels_or_with_one_fold_is_refused():
    with pytest.raises(EvaluationError, match="no labelled ticket"):
        fit(np.array([]), np.array([], bool))
    with pytest.raises(EvaluationError, match="two folds"):
        calibrate_out_of_fold(np.ones(3), np.ones(3, bool), np.zeros(3, int))


def answered(n: int, how: str, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Confidences of a router that are off in its own way, and whether it was right."""
    rng = np.random.default_rng(seed)
    truth = np.clip(rng.beta(3, 1, n), 0.01, 0.99)
    odds = np.log(truth / (1 - truth))
    confidence = {
        "token probabilities, far too sure": 1 / (1 + np.exp(-2.5 * odds - 2)),
        "stated in steps of 5 %": np.round(np.clip(0.9 + 0.05 * odds, 0.5, 1) * 20) / 20,
        "three words": np.digitize(odds, [0.5, 2.0]) / 3 + 0.3,
        "zero-shot, far too modest": truth**3 / 2,
        "exact zeros": np.where(truth < 0.3, 0.0, 1 / (1 + np.exp(-2 * odds))),
    }[how]
    return confidence, rng.random(n) < truth


@pytest.mark.parametrize(
    "how",
    [
        "token probabilities, far too sure", "stated in steps of 5 %", "three words",
        "zero-shot, far too modest", "exact zeros",
    ],
)  # fmt: skip
def test_five_hundred_labels_calibrate_any_router_to_three_points(how):
    errors, raw = [], []
    for seed in range(12):
        fitted, (new, right) = fit_beta(*answered(500, how, seed)), answered(20_000, how, seed + 50)
        raw.append(reliability(new, right).ece.value)
        errors.append(reliability(fitted.apply(new), right).ece.value)
    assert np.mean(errors) <= 0.033 < np.mean(raw)


def test_each_router_of_a_cascade_has_a_map_of_its_own():
    sure, right = overconfident(1000)
    confidence, correct = np.concatenate([sure, sure**3]), np.concatenate([right, right])
    routers = ["embedded"] * 1000 + ["openai"] * 1000
    maps = calibrations(confidence, correct, routers, None)
    assert set(maps) == {"embedded", "openai"}
    after = reliability(apply(maps, confidence, routers), correct)
    assert after.ece.value < reliability(confidence, correct).ece.value / 2


def test_a_router_that_means_what_it_says_is_left_alone():
    rng = np.random.default_rng(1)
    truth = rng.beta(5, 2, 400)
    found = calibrations(truth, rng.random(400) < truth, ["embedded"] * 400, None)
    assert apply(found, truth, ["embedded"] * 400) == pytest.approx(truth, abs=0.06)


def test_too_few_labels_calibrate_nothing():
    confidence, correct = overconfident(99)
    assert calibrations(confidence, correct, ["llm"] * 99, None) == {}
