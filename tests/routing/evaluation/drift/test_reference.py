"""A reference is read once, and later tickets are read the way it was."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from routing.evaluation.drift.reference import Reference
from routing.evaluation.drift.tickets import names
from tests.routing.evaluation.drift.conftest import CATEGORIES, NO_REVIEWS, Desk


def test_equal_texts_of_a_day_count_once_and_those_of_another_day_again(desk: Desk):
    tickets = desk.tickets(200)
    same = replace(tickets, text=names(["the same text again and again"] * 200))
    assert len(Reference.of(same, NO_REVIEWS, CATEGORIES).traits) in (2, 3)


def test_categories_of_the_taxonomy_are_known_also_where_no_ticket_was_decided_so(desk: Desk):
    reference = Reference.of(desk.tickets(20), NO_REVIEWS, (*CATEGORIES, "Parcels"))
    assert "Parcels" in reference.reader.categories
    assert reference.models == {"model-1"}


def test_later_tickets_stand_beside_the_nearest_of_the_reference(desk: Desk):
    reference = Reference.of(desk.tickets(300), NO_REVIEWS, CATEGORIES)
    usual, strange = desk.tickets(50), desk.topic(50)
    near, _ = reference.read(usual, reference.endings())
    far, _ = reference.read(strange, reference.endings())
    assert np.median(near.rival) > np.median(far.rival)


def test_without_vectors_nothing_is_near(desk: Desk):
    plain = replace(desk.tickets(50), vectors=None)
    reference = Reference.of(plain, NO_REVIEWS, CATEGORIES)
    later, near = reference.read(replace(desk.tickets(5), vectors=None), reference.endings())
    assert (reference.neighbours, near) == (None, None)
    assert later.rival.tolist() == [1.0] * 5
