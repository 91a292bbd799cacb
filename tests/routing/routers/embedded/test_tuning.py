"""What held-out tickets teach."""

from __future__ import annotations

import numpy as np
import pytest

from routing.routers.embedded.prediction import Prediction, margins, with_temperature
from routing.routers.embedded.tuning import (
    CAREFUL,
    FAST,
    NEVER,
    Pace,
    Tuning,
    best_temperature,
    choose,
    safe_margin,
    safe_out_of_scope,
)

RANDOM = np.random.default_rng(3)
LABELS = RANDOM.integers(0, 3, 4_000).astype(np.intp)


def probabilities(share_right: float) -> np.ndarray:
    """Two shares of tickets: answered rightly with a wide lead, wrongly with a narrow one."""
    right = np.arange(len(LABELS)) < share_right * len(LABELS)
    best = np.where(right, LABELS, (LABELS + 1) % 3)
    rows = np.full((len(LABELS), 3), 0.05, dtype=np.float32)
    rows[np.arange(len(LABELS)), best] = np.where(right, 0.9, 0.5)
    rows[np.arange(len(LABELS)), (best + 1) % 3] = np.where(right, 0.05, 0.45)
    return rows


def test_the_margin_lets_the_rightly_sure_leave_and_keeps_the_rest():
    margin = safe_margin(probabilities(0.6), probabilities(1.0), LABELS)
    assert margin == pytest.approx(0.85, abs=0.01)


def test_words_that_are_often_wrong_never_suffice():
    sure_and_wrong = np.roll(probabilities(1.0), 1, axis=1)
    assert safe_margin(sure_and_wrong, probabilities(1.0), LABELS) == NEVER


@pytest.mark.parametrize("pace", [CAREFUL, FAST])
def test_where_words_lose_nothing_as_many_leave_as_may(pace: Pace):
    same = RANDOM.dirichlet(np.ones(3), 4_000).astype(np.float32)
    margin = safe_margin(same, same, LABELS, pace)
    assert (margins(same) >= margin).mean() == pytest.approx(pace.max_leaving, abs=0.01)


def test_who_is_in_a_hurry_lets_more_leave():
    words, both = probabilities(0.6), probabilities(1.0)
    words[:20], both[:20] = both[20:40], both[20:40]
    assert safe_margin(words, both, LABELS, FAST) <= safe_margin(words, both, LABELS)


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_the_temperature_undoes_timid_and_bold_scores(temperature: float):
    honest = RANDOM.dirichlet(np.ones(3), 4_000).astype(np.float32)
    drawn = np.array([RANDOM.choice(3, p=row / row.sum()) for row in honest.astype(float)])
    found = best_temperature(with_temperature(honest, 1 / temperature), drawn)
    assert found == pytest.approx(temperature, rel=0.15)


def test_few_held_out_tickets_leave_the_defaults():
    prediction = Prediction(probabilities(1.0)[:20], np.zeros(20, dtype=np.float32))
    assert choose(prediction, prediction, LABELS[:20]) == Tuning()


def test_a_distance_that_only_wrong_answers_reach_is_too_far():
    outside = np.where(np.arange(4_000) % 10 == 0, 0.9, 0.3).astype(np.float32)
    assert 0.3 <= safe_out_of_scope(outside, outside < 0.5) < 0.35


def test_nothing_is_too_far_when_all_were_wrong():
    assert safe_out_of_scope(np.ones(100, dtype=np.float32), np.zeros(100, dtype=bool)) == 1.0
