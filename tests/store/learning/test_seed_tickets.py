"""A guided start asks one ticket of each cluster, and another when that one is skipped."""

from __future__ import annotations

import pytest

from routing.learning.cold_start import Draw
from store.learning import seed_tickets
from store.learning.seed_tickets import StartProgress
from store.reviewing import reviews
from store.reviewing.reviews import Basis, Review, Verdict
from tests.conftest import ticket

DRAWN = [Draw(0, 0, 0, 0.7), Draw(1, 0, 1, 0.7), Draw(2, 1, 0, 0.3)]


@pytest.fixture
def begun(workspace, fill):
    """Two clusters; of the first there is a second choice."""
    fill(workspace, [ticket(key) for key in range(1, 5)])
    seed_tickets.keep(workspace, [1, 2, 3], DRAWN)
    return workspace


def reviewed(workspace, key: int, verdict: Verdict, category: str | None) -> None:
    reviews.record(
        workspace,
        Review(key, "Ana", verdict, category, origin="start", basis=Basis.GUIDED, chance=0.5),
    )


def test_the_large_cluster_is_asked_about_first(begun):
    assert seed_tickets.progress(begun) == StartProgress(2, 0, 0)
    assert seed_tickets.next_ticket(begun).key == 1
    reviewed(begun, 1, Verdict.CHOSEN, "Billing")
    assert seed_tickets.next_ticket(begun).key == 3
    reviewed(begun, 3, Verdict.CHOSEN, "Fraud")
    assert seed_tickets.next_ticket(begun) is None
    assert seed_tickets.progress(begun).is_done


def test_every_answer_weighs_as_its_cluster(begun):
    assert seed_tickets.shares(begun) == {1: 0.7, 2: 0.7, 3: 0.3}


def test_an_earlier_draw_is_replaced(begun):
    seed_tickets.keep(begun, [4], [Draw(0, 0, 0, 1.0)])
    assert seed_tickets.next_ticket(begun).key == 4
    assert seed_tickets.progress(begun).asked == 1


def test_before_it_was_begun_nothing_is_asked(workspace, fill):
    fill(workspace, [ticket(1)])
    assert seed_tickets.next_ticket(workspace) is None
    assert not seed_tickets.progress(workspace).is_done
    assert seed_tickets.progress(workspace).share == 0


def test_only_tickets_without_a_category_are_drawn_from_and_always_the_same(workspace, fill):
    fill(workspace, [ticket(k, "Billing" if k % 2 else None) for k in range(1, 41)])
    drawn = [each.key for each in seed_tickets.pool(workspace, 10)]
    assert drawn == [each.key for each in seed_tickets.pool(workspace, 10)]
    assert len(drawn) == 10
    assert all(key % 2 == 0 for key in drawn)


def test_given_up_counts_as_done():
    assert StartProgress(3, 2, 1).is_done
    assert StartProgress(4, 2, 1).share == 0.75
