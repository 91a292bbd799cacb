"""The pool holds each unlabelled text once, and no more than can be learned from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from routing.routers.embedded.unlabelled.pool import MAX_TICKETS, embedded, needed, texts_of
from routing.ticket import Ticket


def bodies(texts: Sequence[str], without: Sequence[str] = ()) -> list[str]:
    found = [Ticket(i, str(i), "", text) for i, text in enumerate(texts, 1)]
    return texts_of(found, lambda ticket: ticket.body, without=without)


class Lengths:
    """A fake encoder: a text is as long as it is."""

    def embed(self, texts: Sequence[str], *, progress=None) -> np.ndarray:
        return np.float32([[len(text) / 7, 1] for text in texts])


def test_each_text_counts_once_whatever_the_order():
    assert bodies(["b", "a", "b"]) == bodies(["a", "b"]) == ["a", "b"]


def test_empty_texts_and_those_that_are_learned_from_anyway_are_left_out():
    assert bodies(["a", " \n", "", "b"], without=["b", "c"]) == ["a"]
    assert bodies([]) == []


def test_a_large_file_is_sampled_and_always_in_the_same_way():
    many = [f"text {i}" for i in range(MAX_TICKETS + 5)]
    found = bodies(many)
    assert len(set(found)) == MAX_TICKETS
    assert found == bodies(many[::-1]) == sorted(found)


@pytest.mark.parametrize(("categories", "tickets"), [(1, 300), (30, 300), (31, 310), (77, 770)])
def test_more_categories_need_more_tickets(categories: int, tickets: int):
    assert needed(categories) == tickets


def test_texts_and_their_vectors_stay_together():
    pool = embedded(["a", "bbb", "cc"], Lengths())
    some = pool.only(np.array([2, 0]))
    assert (len(pool), some.texts) == (3, ("cc", "a"))
    assert some.vectors == pytest.approx(np.float32([[2 / 7, 1], [1 / 7, 1]]), abs=2**-12)
