"""What misrouted tickets have in common."""

from __future__ import annotations

import random

from store.tickets import Filters
from tests.conftest import ticket
from usecases.exploring.misroute_terms import commonalities


def test_groups_are_told_apart_by_words_that_others_lack(workspace, fill):
    parcels = [ticket(n, "A", first_category="B", body=f"parcel courier {n}") for n in range(1, 21)]
    cards = [ticket(n, "A", first_category="B", body=f"card stolen {n}") for n in range(21, 41)]
    right = [ticket(n, "A", first_category="A", body=f"invoice tax {n}") for n in range(41, 81)]
    fill(workspace, [*parcels, *cards, *right])
    found = commonalities(workspace, Filters(outcome="moved"), None, ("A", "B"))
    assert (found.looked_at, found.compared_with) == (40, 40)
    assert sum(group.tickets for group in found.groups) == 40
    words = {term.words for group in found.groups for term in group.terms}
    assert words & {"parcel", "courier", "parcel courier"}
    assert words & {"card", "stolen", "card stolen"}
    assert not words & {"invoice", "tax"}


def test_nothing_has_nothing_in_common(workspace, fill):
    fill(workspace, [ticket(1, "A")])
    found = commonalities(workspace, Filters(outcome="moved"), None, ("A",))
    assert (found.looked_at, found.groups) == (0, ())


def test_random_tickets_have_no_word_in_common_that_is_claimed(workspace, fill):
    draws = random.Random(3)
    words = [f"{a}{b}ord" for a in "bcdfghjklmnp" for b in "aeiouy"]
    made = [
        ticket(
            n, "A", first_category="B" if n % 3 == 0 else "A", subject="",
            body=" ".join(draws.sample(words, 10)),
        )
        for n in range(1, 301)
    ]  # fmt: skip
    fill(workspace, made)
    found = commonalities(workspace, Filters(outcome="moved"), None, ("A", "B"))
    assert found.looked_at == 100
    assert [term for group in found.groups for term in group.terms] == []
