"""Tickets drawn by confidence: each once, with the chance that weights what is seen on it."""

from __future__ import annotations

import pytest

from store import runs
from store.reviewing import draws, reviews
from store.reviewing.reviews import Basis, Review, Verdict
from tests.conftest import ticket
from tests.store.test_runs import decision


@pytest.fixture
def decided(workspace, fill):
    fill(workspace, [ticket(key) for key in range(1, 6)])
    run = runs.start(workspace, "fake", {}, 1)
    runs.RunJournal(workspace, run.run_id).write([decision(key) for key in range(1, 5)])
    return workspace


def test_only_decided_tickets_are_drawn_and_none_twice(decided):
    assert draws.candidates(decided, None)["ticket_key"].tolist() == [1, 2, 3, 4]
    draws.add(decided, [2, 3], [0.5, 0.25], "Ana")
    draws.add(decided, [2], [0.9], "Ben")
    assert draws.candidates(decided, None)["ticket_key"].tolist() == [1, 4]
    assert (draws.chance(decided, 2), draws.chance(decided, 1)) == (0.5, None)


def test_a_look_counts_for_a_drawn_ticket_and_for_no_other(decided):
    draws.add(decided, [2, 3], [0.5, 0.25], "Ana")
    for key, category in ((1, "A"), (2, "A"), (3, "B")):
        review = Review(key, "Ana", Verdict.CHOSEN, category, basis=Basis.BLIND)
        reviews.record(decided, review)
    found = draws.population(decided, None)
    assert len(found) == 4
    looked = found.dropna(subset=["is_right"]).set_index("chance")["is_right"]
    assert looked.to_dict() == {0.5: True, 0.25: False}
