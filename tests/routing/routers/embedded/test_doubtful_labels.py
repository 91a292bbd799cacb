"""Only labels that all contradicts are left out, and no category loses most of its own."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from routing.routers.embedded.doubtful_labels import doubtful_labels


def sure_of(actual: np.ndarray, sure: float = 0.95) -> np.ndarray:
    rows = np.full((len(actual), 3), (1 - sure) / 2, dtype=np.float32)
    rows[np.arange(len(actual)), actual] = sure
    return rows


@given(flipped=st.integers(0, 30))
def test_flipped_labels_are_found_and_right_ones_kept(flipped: int):
    actual = np.arange(300) % 3
    labels = actual.copy()
    labels[:flipped] = (labels[:flipped] + 1) % 3
    assert doubtful_labels(sure_of(actual), labels).tolist() == list(range(flipped))


def test_a_small_lead_proves_nothing():
    actual = np.arange(300) % 3
    labels = actual.copy()
    labels[:10] = (labels[:10] + 1) % 3
    assert doubtful_labels(sure_of(actual, 0.6), labels).size == 0


def test_a_category_that_is_not_understood_keeps_its_labels():
    labels = np.arange(300) % 3
    taken_for_another = np.where(labels == 2, 0, labels)
    assert doubtful_labels(sure_of(taken_for_another), labels).size == 0


def test_few_labels_are_all_learned_from():
    labels = np.zeros(50, dtype=np.intp)
    assert doubtful_labels(sure_of(np.ones(50, dtype=np.intp)), labels).size == 0
