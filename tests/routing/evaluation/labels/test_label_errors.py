"""Labels that are probably wrong, held against the definitions of confident learning's paper."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from routing.errors import EvaluationError
from routing.evaluation.labels.label_errors import (
    MIN_TICKETS,
    ROUNDING,
    confident_joint,
    estimated_errors,
    label_errors,
    thresholds,
)


@st.composite
def desks(draw):
    """Labels, probabilities that sum to 1, and neighbours, of any small desk."""
    n, k = draw(st.integers(1, 40)), draw(st.integers(1, 5))
    raw = draw(arrays.arrays(np.float32, (n, k), elements=st.floats(0.0625, 1, width=32)))
    labels = draw(arrays.arrays(np.intp, n, elements=st.integers(0, k - 1)))
    near = draw(arrays.arrays(np.intp, (n, 3), elements=st.integers(0, n - 1)))
    return labels, raw / raw.sum(axis=1, keepdims=True), near


def joint_by_the_paper(labels, probabilities):
    """Its definition read aloud: one ticket and one category at a time."""
    categories = probabilities.shape[1]
    of = {
        j: [p[j] for p, own in zip(probabilities, labels, strict=True) if own == j]
        for j in range(categories)
    }
    limit = {j: float(np.mean(p, dtype=np.float64)) for j, p in of.items() if len(p) >= MIN_TICKETS}
    joint = np.zeros((categories, categories), dtype=int)
    for p, own in zip(probabilities, labels, strict=True):
        reaching = [j for j in limit if p[j] >= limit[j] - ROUNDING]
        if reaching:
            joint[own, max(reaching, key=lambda j: p[j])] += 1
    return joint


@given(desks())
def test_the_confident_joint_is_that_of_the_paper(desk):
    labels, probabilities, _ = desk
    expected = joint_by_the_paper(labels, probabilities)
    assert confident_joint(labels, probabilities).tolist() == expected.tolist()


@given(desks())
def test_no_more_labels_are_called_wrong_than_the_calibrated_joint_counts(desk):
    labels, probabilities, near = desk
    joint = joint_by_the_paper(labels, probabilities)
    counts = np.bincount(labels, minlength=len(joint))
    calibrated = sum(
        count * (1 - joint[i, i] / joint[i].sum())
        for i, count in enumerate(counts)
        if joint[i].sum()
    )
    assert estimated_errors(labels, joint) == pytest.approx(calibrated)
    found = label_errors(labels, probabilities, near)
    assert found.wrong.sum() <= round(calibrated)
    assert not found.wrong[~found.judged].any()


@given(desks())
def test_a_suggestion_is_never_the_label_and_the_doubt_is_a_share(desk):
    labels, probabilities, near = desk
    found = label_errors(labels, probabilities, near)
    assert (found.suggested != labels)[found.judged].all()
    assert ((found.doubt >= 0) & (found.doubt <= 1)).all()
    assert sorted(found.ranking.tolist()) == np.flatnonzero(found.judged).tolist()
    assert (np.diff(found.doubt[found.ranking]) <= 0).all()


@given(desks(), st.randoms(use_true_random=False))
def test_the_order_of_the_categories_makes_no_difference(desk, random):
    labels, probabilities, near = desk
    order = list(range(probabilities.shape[1]))
    random.shuffle(order)
    place = np.argsort(order)
    moved = label_errors(place[labels], probabilities[:, order], near)
    doubt = label_errors(labels, probabilities, near).doubt
    ties = np.sort(probabilities, axis=1)
    clear = (np.diff(ties, axis=1) > 1e-6).all(axis=1)  # equal ones may be suggested either way
    assert np.allclose(moved.doubt[clear], doubt[clear])


def test_a_category_that_nothing_could_learn_is_never_suggested():
    labels = np.array([0] * 17 + [1])
    probabilities = np.tile(np.float32([0.2, 0.3, 0.5]), (18, 1))
    found = label_errors(labels, probabilities, np.zeros((18, 3), dtype=np.intp))
    assert not found.judged.any()
    assert not found.doubt.any()


@given(desks())
def test_a_surer_router_never_makes_a_wrong_label_less_doubtful(desk):
    labels, probabilities, near = desk
    found = label_errors(labels, probabilities, near)
    rows = np.flatnonzero(found.judged)
    surer = probabilities.copy()
    moved = surer[rows, labels[rows]] / 2
    surer[rows, labels[rows]] -= moved
    surer[rows, found.suggested[rows]] += moved
    again = label_errors(labels, surer, near)
    assert (again.doubt >= found.doubt - 1e-9).all()


def test_flipped_labels_come_first():
    random = np.random.default_rng(1)
    truth = random.integers(0, 4, 400)
    sure = random.uniform(0.5, 0.9, 400)
    probabilities = np.repeat((1 - sure)[:, None] / 3, 4, axis=1)
    probabilities[np.arange(400), truth] = sure
    flipped = random.permutation(400)[:20]
    labels = truth.copy()
    labels[flipped] = (truth[flipped] + 1) % 4
    same = np.array([random.choice(np.flatnonzero(truth == own), 3) for own in truth])
    found = label_errors(labels, probabilities.astype(np.float32), same)
    assert set(found.ranking[:20].tolist()) == set(flipped.tolist())
    assert (found.suggested[flipped] == truth[flipped]).all()


def test_the_neighbours_decide_between_equal_probabilities():
    labels = np.array([0] * 6 + [1] * 6)
    probabilities = np.full((12, 2), 0.5, dtype=np.float32)
    near = np.array([[6, 7, 8]] + [[1, 2, 3]] * 11)
    assert label_errors(labels, probabilities, near).ranking[0] in {0, 6}
    assert label_errors(labels, probabilities, near).agreeing[0] == 3


def test_a_category_too_small_to_be_learned_is_not_judged():
    labels = np.array([0] * 10 + [1] * (MIN_TICKETS - 1))
    probabilities = np.tile(np.array([[0.9, 0.1]], dtype=np.float32), (len(labels), 1))
    found = label_errors(labels, probabilities, np.zeros((len(labels), 0), dtype=np.intp))
    assert not found.judged[10:].any()
    assert not found.wrong.any()
    assert np.isinf(thresholds(labels, probabilities)[1])


def test_parts_that_do_not_belong_together_are_refused():
    with pytest.raises(EvaluationError, match="same tickets"):
        label_errors(np.zeros(2, dtype=np.intp), np.ones((3, 1)), np.zeros((2, 1), dtype=np.intp))
