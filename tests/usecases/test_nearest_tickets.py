"""Labelled tickets of a workspace that are nearest to one of them, and what groups share."""

from __future__ import annotations

import numpy as np

from tests.conftest import ticket
from usecases.misroute_terms import commonalities
from usecases.nearest_tickets import labelled_tickets


def test_a_ticket_is_never_its_own_precedent(workspace, fill):
    made = [ticket(n, "A", subject="", body="refund my invoice") for n in (1, 2)]
    fill(workspace, [*made, ticket(3, None, subject="", body="refund my invoice")])
    known = labelled_tickets(workspace)
    assert [key for key, _ in known.nearest(made[0], 5)] == [2]


def test_groups_are_told_apart_by_words_that_others_lack(workspace, fill):
    parcels = [ticket(n, "A", first_category="B", body=f"parcel courier {n}") for n in range(1, 21)]
    cards = [ticket(n, "A", first_category="B", body=f"card stolen {n}") for n in range(21, 41)]
    right = [ticket(n, "A", first_category="A", body=f"invoice tax {n}") for n in range(41, 81)]
    fill(workspace, [*parcels, *cards, *right])
    found = commonalities(workspace, np.arange(1, 41), ["A", "B"])
    assert (found.looked_at, found.compared_with) == (40, 40)
    assert sum(group.tickets for group in found.groups) == 40
    words = {term.words for group in found.groups for term in group.terms}
    assert words & {"parcel", "courier", "parcel courier"}
    assert words & {"card", "stolen", "card stolen"}
    assert not words & {"invoice", "tax"}


def test_nothing_has_nothing_in_common(workspace, fill):
    fill(workspace, [ticket(1, "A")])
    found = commonalities(workspace, np.array([], dtype=np.int64), ["A"])
    assert (found.looked_at, found.groups) == (0, ())
