"""Words weighed with the nearest labelled tickets: right more often than words alone."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from routing.routers.embedded import EmbeddedRouter
from routing.routers.embedded.stacking.votes import Electorate
from routing.routers.embedded.stacking.word_stack import WordEvidence, WordStack
from routing.routers.embedded.tuning import CAREFUL, FAST

CATEGORIES = 5
RANDOM = np.random.default_rng(2)
CENTRES = np.abs(RANDOM.normal(size=(CATEGORIES, 30)))


def tickets(count: int) -> tuple[np.ndarray, np.ndarray]:
    labels = RANDOM.integers(0, CATEGORIES, count).astype(np.intp)
    rows = np.abs(CENTRES[labels] + RANDOM.normal(scale=0.7, size=(count, 30)))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), labels


KNOWN, KNOWN_LABELS = tickets(300)
VOTERS = Electorate(csr_array(KNOWN).T.tocsr(), KNOWN_LABELS, CATEGORIES, power=1)


def evidence(count: int) -> tuple[WordEvidence, np.ndarray]:
    rows, labels = tickets(count)
    by_words = np.full((count, CATEGORIES), 0.125, dtype=np.float32)
    best = np.where(RANDOM.random(count) < 0.5, labels, RANDOM.integers(0, CATEGORIES, count))
    by_words[np.arange(count), best] = 0.5
    return WordEvidence(by_words, VOTERS.vote(csr_array(rows))), labels


def test_it_is_right_more_often_than_words_alone():
    stack = WordStack.fit(*evidence(400))
    assert stack is not None
    asked, labels = evidence(400)
    found = stack.probabilities(asked)
    assert found.sum(axis=1) == pytest.approx(np.ones(400), abs=1e-5)
    right = (found.argmax(axis=1) == labels).mean()
    assert right > (asked.by_words.argmax(axis=1) == labels).mean() + 0.1


def test_a_few_labels_teach_nothing():
    assert WordStack.fit(*evidence(99)) is None


def test_a_ticket_is_weighed_alike_alone_and_among_others():
    stack = WordStack.fit(*evidence(200))
    assert stack is not None
    asked, _ = evidence(20)
    together = stack.probabilities(asked)
    for row in range(20):
        alone = stack.probabilities(asked.only(np.array([row])))
        assert np.array_equal(alone[0], together[row])


def test_only_a_router_that_is_to_be_fast_weighs_neighbours(
    taxonomy, make_desk, embedder, tmp_path
):
    fast = EmbeddedRouter.fit(taxonomy, make_desk(40), embedder, pace=FAST)
    careful = EmbeddedRouter.fit(taxonomy, make_desk(40), embedder, pace=CAREFUL)
    assert fast.trained.ensemble.word_stack is not None
    assert careful.trained.ensemble.word_stack is None
    assert fast.fingerprint != careful.fingerprint
    fast.save(tmp_path)
    loaded = EmbeddedRouter.load(tmp_path, embedder)
    asked = make_desk(5)
    assert [d.category for d in loaded.route(asked)] == [d.category for d in fast.route(asked)]
    assert [d.confidence for d in loaded.route(asked)] == [d.confidence for d in fast.route(asked)]
