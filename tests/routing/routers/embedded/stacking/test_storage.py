"""A stack that was kept answers the same to the bit; one that was not there does not come back."""

from __future__ import annotations

import numpy as np
import pytest

from routing.routers.embedded.nearest_neighbours import Neighbours
from routing.routers.embedded.stacking.evidence import Evidence
from routing.routers.embedded.stacking.reranker import Reranker
from routing.routers.embedded.stacking.shortlist import Shortlist
from routing.routers.embedded.stacking.stack import Stack
from routing.routers.embedded.stacking.storage import (
    WEIGHTS,
    WORDS,
    arrays_of,
    stack_of,
    word_stack_of,
)
from routing.routers.embedded.stacking.trees import Trees
from routing.routers.embedded.stacking.word_stack import WordStack

RANDOM = np.random.default_rng(6)
TREES = Trees(
    feature=np.array([[4, 0, 0]]), threshold=np.array([[0.5, 0, 0]]),
    left=np.array([[1, 1, 2]]), right=np.array([[2, 1, 2]]),
    value=np.array([[0, -1.25, 2.0]]), base=0.125, depth=1,
)  # fmt: skip
STACK = Stack(np.float32([0.3, 0.6]), Reranker(np.float32([0.1, 0.2, 0.3, 0.4]), TREES))


def evidence(count: int) -> Evidence:
    by_words, by_meaning, described = RANDOM.dirichlet(np.ones(4), (3, count)).astype(np.float32)
    categories = np.argsort(-by_words, axis=1)
    listed = Shortlist(categories, RANDOM.normal(size=(count, 4, 7)).astype(np.float32))
    nobody = Neighbours(np.zeros((count, 3), np.intp), np.zeros((count, 3), np.float32))
    return Evidence(by_words, by_meaning, described, nobody, shortlist=listed)


@pytest.mark.parametrize("stack", [STACK, Stack(STACK.weights)], ids=["trees", "weights alone"])
def test_what_was_kept_answers_the_same_to_the_bit(stack: Stack):
    asked = evidence(50)
    again = stack_of(arrays_of(stack))
    assert again is not None
    assert (again.reranker is None) == (stack.reranker is None)
    assert np.array_equal(again.probabilities(asked), stack.probabilities(asked))


def test_the_stack_of_words_is_kept_beside_the_other_or_alone():
    words = WordStack(np.float32([0.5, 1.5]))
    for stack in (None, STACK):
        arrays = arrays_of(stack, words)
        kept = word_stack_of(arrays)
        assert kept is not None
        assert np.array_equal(kept.weights, words.weights)
        assert (stack_of(arrays) is None) == (stack is None)


def test_what_is_not_there_is_not_kept():
    assert arrays_of(None) == {}
    assert stack_of({}) is None
    assert word_stack_of(arrays_of(STACK)) is None


@pytest.mark.parametrize("part", sorted({*arrays_of(STACK)} - {WEIGHTS, WORDS, "stack.opinions"}))
def test_a_missing_part_is_noticed(part: str):
    arrays = arrays_of(STACK)
    del arrays[part]
    with pytest.raises(KeyError, match=part):
        stack_of(arrays)
