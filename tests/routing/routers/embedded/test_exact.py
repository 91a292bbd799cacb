"""Products of rounded vectors do not depend on how many are multiplied at once."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from routing.routers.embedded.exact import in_steps, weights_in_steps


def unit_vectors(count: int, seed: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(count, 384)).astype(np.float32)
    return in_steps(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


@given(seed=st.integers(0, 1_000), count=st.integers(1, 40), known=st.integers(1, 70))
def test_cosines_are_the_same_alone_together_and_added_in_another_order(
    seed: int, count: int, known: int
):
    vectors, others = unit_vectors(count, seed), unit_vectors(known, seed + 1)
    together = vectors @ others.T
    assert np.array_equal(np.concatenate([row[None] @ others.T for row in vectors]), together)
    assert np.array_equal(vectors[:, ::-1] @ others[:, ::-1].T, together)


@given(seed=st.integers(0, 1_000), count=st.integers(1, 40))
def test_so_are_products_with_weights(seed: int, count: int):
    vectors = unit_vectors(count, seed).astype(np.float64)
    random = np.random.default_rng(seed)
    weights = weights_in_steps((9 * random.normal(size=(384, 77))).astype(np.float32))
    together = vectors @ weights
    assert np.array_equal(np.concatenate([row[None] @ weights for row in vectors]), together)
    assert np.array_equal(vectors[:, ::-1] @ weights[::-1], together)


def test_a_step_moves_a_cosine_by_less_than_a_thousandth():
    vectors = np.random.default_rng(2).normal(size=(60, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    rounded = in_steps(vectors)
    assert np.abs(rounded @ rounded.T - vectors @ vectors.T).max() < 1e-3


def test_sixteen_bits_hold_a_rounded_vector():
    vectors = unit_vectors(20, 0)
    assert np.array_equal(vectors.astype(np.float16).astype(np.float32), vectors)
