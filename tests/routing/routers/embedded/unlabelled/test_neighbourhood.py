"""The neighbours of a ticket are the tickets nearest to it, each as heavy as it is near."""

from __future__ import annotations

import numpy as np
import pytest

from routing.routers.embedded.exact import in_steps
from routing.routers.embedded.unlabelled.neighbourhood import ROWS_AT_ONCE, Edges, Neighbourhood


def tickets(count: int) -> np.ndarray:
    rows = np.random.default_rng(count).normal(size=(count, 12))
    return in_steps((rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32))


POOL = Neighbourhood.centred(tickets(400))


@pytest.mark.parametrize(("pool", "kept"), [(1, 1), (40, 3), (200, 10), (320, 16), (5_000, 16)])
def test_a_small_pool_has_fewer_neighbours(pool: int, kept: int):
    centre = np.zeros(2, dtype=np.float32)
    assert Neighbourhood(np.ones((pool, 2), dtype=np.float32), centre).neighbours == kept


def test_no_ticket_is_its_own_neighbour():
    edges = POOL.own_edges()
    assert not (edges.rows == np.arange(400)[:, None]).any()
    assert edges.weights.sum(axis=1) == pytest.approx(np.ones(400), abs=1e-5)


def test_a_new_ticket_that_is_one_of_the_pool_again_has_it_as_its_heaviest_neighbour():
    edges = POOL.edges(tickets(400)[:30])
    heaviest = edges.rows[np.arange(30), edges.weights.argmax(axis=1)]
    assert heaviest.tolist() == list(range(30))


def test_company_changes_not_a_bit_of_it():
    asked = tickets(ROWS_AT_ONCE + 5)
    together = POOL.edges(asked)
    for place in (0, ROWS_AT_ONCE - 1, ROWS_AT_ONCE, ROWS_AT_ONCE + 4):
        alone = POOL.edges(asked[place : place + 1])
        assert np.array_equal(alone.rows[0], together.rows[place])
        assert np.array_equal(alone.weights[0], together.weights[place])


def test_a_ticket_that_is_just_like_the_mean_of_all_has_finite_weights():
    edges = POOL.edges(POOL.centre[None, :])
    assert np.isfinite(edges.weights).all()


def test_what_all_tickets_have_in_common_tells_none_apart():
    common = np.tile(np.float32([3, 0, 0]), (40, 1))
    own = np.zeros((40, 3), dtype=np.float32)
    own[:20, 1], own[20:, 2] = 0.5, 0.5
    found = Neighbourhood.centred(common + own)
    assert found.centre == pytest.approx([3, 0.25, 0.25])
    assert (found.own_edges().rows[:20] < 20).all()
    assert (found.own_edges().rows[20:] >= 20).all()


def test_what_neighbours_say_is_weighed():
    edges = Edges(np.array([[0, 1], [1, 1]]), np.float32([[0.25, 0.75], [0.5, 0.5]]))
    assert edges.mean_of(np.eye(2, dtype=np.float32)).tolist() == [[0.25, 0.75], [0, 1]]
