"""The classifier agrees with the textbook one and survives odd sets of labels."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression

from routing.routers.embedded.logistic_regression import C
from routing.routers.embedded.logistic_regression import LogisticRegression as Ours


def blobs(classes: int, each: int = 60) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(5)
    centres = random.normal(size=(classes, 8))
    labels = np.repeat(np.arange(classes), each).astype(np.intp)
    points = centres[labels] + 0.6 * random.normal(size=(len(labels), 8))
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32), labels


def test_it_finds_the_optimum_of_a_reference_implementation():
    points, labels = blobs(4)
    reference = LogisticRegression(C=C, class_weight="balanced", tol=1e-8, max_iter=2_000)
    expected = reference.fit(points, labels).predict_proba(points)
    assert np.abs(Ours.fit(points, labels, 4).probabilities(points) - expected).max() < 0.02


def test_sparse_and_dense_features_give_the_same_answer():
    points, labels = blobs(3)
    dense = Ours.fit(points, labels, 3).probabilities(points)
    sparse = Ours.fit(csr_array(points), labels, 3).probabilities(csr_array(points))
    assert np.allclose(dense, sparse, atol=0.01)


def test_categories_without_labels_get_no_probability():
    points, labels = blobs(2)
    answer = Ours.fit(points, labels * 3, 5).probabilities(points)
    assert answer[:, [1, 2, 4]].max() == 0
    assert np.allclose(answer.sum(axis=1), 1, atol=1e-5)


def test_one_label_is_always_the_answer():
    points, labels = blobs(1)
    assert Ours.fit(points, labels, 2).probabilities(points)[:, 0].min() == pytest.approx(1)


def test_a_rare_category_is_not_drowned_by_a_frequent_one():
    points, labels = blobs(2, each=200)
    kept = np.r_[0:200, 200:206]
    answer = Ours.fit(points[kept], labels[kept], 2).probabilities(points[206:])
    assert (answer[:, 1] > 0.5).mean() > 0.7
