"""Clusters of tickets, the words that set them apart, and tickets drawn from them."""

from __future__ import annotations

import numpy as np
import pytest

from routing.evaluation.confusion import confusion
from routing.evaluation.weighted import weighted_share
from routing.learning.category_overlap import overlaps
from routing.learning.cluster_terms import telling_terms
from routing.learning.clusters import find_clusters
from routing.learning.cold_start import draw
from routing.learning.text_vectors import by_words, lengthened


def clouds(sizes: tuple[int, ...], spread: float = 0.15) -> tuple[np.ndarray, np.ndarray]:
    """Points around as many axes as there are sizes, and to which each belongs."""
    owner = np.repeat(np.arange(len(sizes)), sizes)
    noise = np.random.default_rng(5).normal(0, spread, (len(owner), 12))
    return lengthened((np.eye(12)[owner] + noise).astype(np.float32)), owner


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


def test_words_that_are_everywhere_set_nothing_apart():
    groups = [["hello refund invoice"] * 9, ["hello parcel courier"] * 9]
    first, second = telling_terms(groups, 2)
    assert set(first) <= {"refund", "invoice", "refund invoice"}
    assert "hello" not in first + second


def test_texts_without_a_word_have_no_terms():
    assert telling_terms([["12 34"], ["?"]]) == [(), ()]
    assert by_words(["", ""]).shape == (2, 1)


def test_one_ticket_a_cluster_is_drawn_and_others_wait_for_their_turn():
    vectors, owner = clouds((50, 20, 30))
    drawn = draw(vectors, 3)
    first = [each for each in drawn if each.turn == 0]
    assert sorted(owner[each.row] for each in first) == [0, 1, 2]
    assert [each.share for each in first] == [0.5, 0.3, 0.2]
    assert len({each.row for each in drawn}) == len(drawn) == 12


def test_an_accuracy_weighted_by_clusters_is_that_of_the_whole_desk():
    """The mean over many draws is the true accuracy, though small clusters are asked as often."""
    vectors, owner = clouds((80, 10, 10))
    right = owner == 0
    values = []
    for seed in range(40):
        first = [each for each in draw(vectors, 3, seed) if each.turn == 0]
        measured = weighted_share([right[d.row] for d in first], [d.share for d in first])
        values.append(measured.value)
    assert np.mean(values) == pytest.approx(0.8, abs=0.02)


def test_unequal_weights_tell_less_than_equal_ones():
    right = [True, True, False, True] * 5
    equal = weighted_share(right, [1 / 20] * 20).interval
    unequal = weighted_share(right, [0.5] + [0.5 / 19] * 19).interval
    assert unequal.high - unequal.low > equal.high - equal.low
    assert weighted_share([], []) is None


def test_pairs_that_are_taken_for_one_another_are_ranked_by_their_share():
    actual = ["a"] * 10 + ["b"] * 10 + ["c"] * 80
    predicted = ["b"] * 4 + ["a"] * 6 + ["a"] * 1 + ["b"] * 9 + ["a"] * 5 + ["c"] * 75
    first, second = overlaps(confusion(actual, predicted))
    assert ({first.first, first.second}, first.share.value) == ({"a", "b"}, 0.25)
    assert ({second.first, second.second}, second.there + second.back) == ({"a", "c"}, 5)
