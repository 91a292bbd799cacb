"""The nearest labelled tickets, nearest first."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from routing.routers.embedded.nearest_neighbours import Neighbours, nearest

KNOWN = np.array([[1, 0], [0, 1], [0.6, 0.8], [0.8, 0.6]], dtype=np.float32)


def test_at_most_three_are_named_nearest_first():
    found = nearest(np.array([[1, 0]], dtype=np.float32), KNOWN.T)
    assert found.rows.tolist() == [[0, 3, 2]]
    assert np.allclose(found.cosines, [[1, 0.8, 0.6]])


def test_fewer_known_tickets_give_fewer_neighbours():
    assert nearest(KNOWN, KNOWN[:1].T).rows.shape == (4, 1)


def test_sparse_rows_give_what_dense_ones_give():
    dense = nearest(KNOWN, KNOWN.T)
    sparse = nearest(csr_array(KNOWN), csr_array(KNOWN.T))
    assert np.array_equal(sparse.rows, dense.rows)
    assert np.allclose(sparse.cosines, dense.cosines)


def test_more_tickets_than_are_compared_at_once_keep_their_order():
    many = np.tile(KNOWN, (150, 1))
    assert np.array_equal(
        nearest(many, KNOWN.T).rows, np.tile(nearest(KNOWN, KNOWN.T).rows, (150, 1))
    )


def test_lots_are_joined_and_picked_from():
    one, other = nearest(KNOWN[:1], KNOWN.T), nearest(KNOWN[1:], KNOWN.T)
    joined = Neighbours.joined([one, other])
    assert joined.only(np.array([0])).rows.tolist() == one.rows.tolist()
