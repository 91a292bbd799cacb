"""Reviews stand beside the decisions they are about, and know a category that is new."""

from __future__ import annotations

import numpy as np
import pytest

from routing.evaluation.drift.reviewed import Reviewed
from routing.evaluation.drift.tickets import Reviews, names
from routing.evaluation.drift.traits import Reader, Traits
from routing.taxonomy import UNKNOWN
from tests.routing.evaluation.drift.conftest import CATEGORIES, Desk


def reviews(keys: list[int], actual: list[str]) -> Reviews:
    count = len(keys)
    ones = np.ones(count, dtype=bool)
    return Reviews(np.array(keys), np.arange(1, count + 1), names(actual), ones)


@pytest.fixture
def reference(desk: Desk) -> tuple[Traits, Reader, Reviewed]:
    """Ten tickets; all are reviewed as they were decided."""
    tickets = desk.tickets(10)
    reader = Reader.of(tickets, CATEGORIES)
    traits = reader.read(tickets)
    seen = reviews(tickets.key.tolist(), list(tickets.category))
    return traits, reader, Reviewed.of(traits, seen, reader)


def test_a_review_is_wrong_where_the_person_says_otherwise(reference):
    traits, reader, right = reference
    other = [CATEGORIES[(int(code) + 1) % 5] for code in traits.category[:3]]
    wrong = Reviewed.of(traits, reviews(traits.key[:3].tolist(), other), reader)
    assert not right.wrong.any()
    assert wrong.wrong.all()


def test_reviews_of_tickets_that_are_not_here_are_left_out(reference):
    traits, reader, _ = reference
    found = Reviewed.of(traits, reviews([999, int(traits.key[4])], ["Fraud", "Fraud"]), reader)
    assert found.traits.key.tolist() == [int(traits.key[4])]
    assert len(Reviewed.of(traits.only(slice(0, 0)), reviews([1], ["Fraud"]), reader)) == 0


def test_a_category_that_the_reference_does_not_know_is_new_and_so_is_unknown(reference):
    traits, _, seen = reference
    later = seen.then(traits, reviews(traits.key[:3].tolist(), ["Parcels", UNKNOWN, "Billing"]))
    assert later.is_new.tolist()[-3:] == [True, True, False]
    assert not later.is_new[:10].any()
    assert later.labels[-1] == "Parcels"
    assert len(later.none()) == 0
