"""Tickets of one matter are found as one cluster."""

from __future__ import annotations

import numpy as np
import pytest

from routing.learning.clusters import find_clusters
from routing.learning.text_vectors import lengthened
from tests.routing.learning.conftest import clouds


@pytest.mark.parametrize("count", [3, 5, 8])
def test_as_many_clusters_are_found_as_there_are(count: int):
    vectors, owner = clouds((40,) * count)
    found = find_clusters(vectors)
    assert len(found.members) == count
    assert found.agreement > 0.9
    assert all(len(set(owner[rows].tolist())) == 1 for rows in found.members)


def test_tickets_without_groups_are_known_by_halves_that_disagree():
    vectors = lengthened(np.random.default_rng(1).normal(0, 1, (300, 40)).astype(np.float32))
    assert find_clusters(vectors).agreement < 0.3


def test_large_clusters_come_first_and_every_ticket_is_in_one():
    vectors, _ = clouds((50, 20, 30))
    members = find_clusters(vectors, 3).members
    assert [len(rows) for rows in members] == [50, 30, 20]
    assert sorted(np.concatenate(members).tolist()) == list(range(100))


@pytest.mark.parametrize("size", [0, 1, 4])
def test_texts_that_are_all_the_same_are_one_cluster_or_none(size: int):
    vectors = np.ones((size, 3), dtype=np.float32)
    assert [len(rows) for rows in find_clusters(vectors).members] == ([size] if size else [])
