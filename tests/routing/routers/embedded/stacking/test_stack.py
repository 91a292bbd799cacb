"""The stack learns whom to believe."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from routing.routers.embedded.exact import in_steps
from routing.routers.embedded.nearest_neighbours import Neighbours
from routing.routers.embedded.stacking.evidence import Evidence
from routing.routers.embedded.stacking.shortlister import Shortlister
from routing.routers.embedded.stacking.stack import Stack

RANDOM = np.random.default_rng(1)
CATEGORIES = 6
CENTRES = RANDOM.normal(size=(CATEGORIES, 16))


def tickets(count: int) -> tuple[np.ndarray, np.ndarray]:
    labels = RANDOM.integers(0, CATEGORIES, count)
    rows = CENTRES[labels] + RANDOM.normal(scale=1.2, size=(count, 16))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return in_steps(rows.astype(np.float32)), labels.astype(np.intp)


def guesses(labels: np.ndarray, share_right: float) -> np.ndarray:
    right = RANDOM.random(len(labels)) < share_right
    best = np.where(right, labels, RANDOM.integers(0, CATEGORIES, len(labels)))
    rows = RANDOM.dirichlet(np.ones(CATEGORIES), len(labels)) * 0.5
    rows[np.arange(len(labels)), best] += 0.5
    return rows.astype(np.float32)


KNOWN, KNOWN_LABELS = tickets(400)
LISTER = Shortlister(csr_array(np.abs(KNOWN)), KNOWN, KNOWN_LABELS, CATEGORIES)


def evidence(count: int) -> tuple[Evidence, np.ndarray]:
    vectors, labels = tickets(count)
    by_words, by_meaning = guesses(labels, 0.4), guesses(labels, 0.6)
    listed, near = LISTER.shortlist(csr_array(np.abs(vectors)), vectors, by_words, by_meaning)
    described = np.full_like(by_words, 1 / CATEGORIES)
    return Evidence(by_words, by_meaning, described, near, shortlist=listed), labels


@pytest.fixture(scope="module")
def stack() -> Stack:
    found = Stack.fit(*evidence(600))
    assert found is not None
    return found


def test_it_is_right_more_often_than_the_average_of_the_members(stack: Stack):
    asked, labels = evidence(500)
    learned = stack.probabilities(asked)
    averaged = (asked.by_words + asked.by_meaning) / 2
    assert learned.sum(axis=1) == pytest.approx(np.ones(500), abs=1e-5)
    right = (learned.argmax(axis=1) == labels).mean()
    assert right > (averaged.argmax(axis=1) == labels).mean() + 0.02


def test_few_labels_teach_no_stack_and_evidence_without_shortlists_none_of_the_trees():
    few, labels = evidence(60)
    assert Stack.fit(few, labels) is None
    more, labels = evidence(150)
    empty = Neighbours(np.zeros((150, 3), dtype=np.intp), np.zeros((150, 3), dtype=np.float32))
    plain = Evidence(more.by_words, more.by_meaning, more.described, empty)
    found = Stack.fit(plain, labels)
    assert found is not None
    assert found.reranker is None
