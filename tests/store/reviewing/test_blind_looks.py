"""Blind looks: drawn by lot, offered without their suggestion, gold only where drawn."""

from __future__ import annotations

from collections import Counter

import pytest

from routing.decision import Disposition
from store import runs, settings
from store.reviewing import blind_looks, locks, reviews
from store.reviewing.locks import BlindLooks, Holder
from store.reviewing.reviews import Basis, Review, Verdict
from store.reviewing.waiting import ReviewFilter, waiting_tickets
from store.workspace import Workspace
from tests.conftest import ticket
from tests.store.test_runs import decision

ANA, BEN = Holder("Ana", "tab 1"), Holder("Ben", "tab 2")
COUNT = 80


@pytest.fixture
def desk(workspace: Workspace, fill) -> Workspace:
    """80 tickets, every other one auto-routed."""
    fill(workspace, [ticket(key) for key in range(1, COUNT + 1)])
    runs.start(workspace, "fake", {}, 1)
    ends = (Disposition.AUTO, Disposition.REVIEW)
    given = [decision(key, disposition=ends[key % 2]) for key in range(1, COUNT + 1)]
    runs.RunJournal(workspace, 1).write(given)
    settings.BLIND_LOOKS.set(workspace, 0.2)
    return workspace


def drawn(workspace: Workspace) -> list[int]:
    keys = range(1, COUNT + 1)
    return [key for key in keys if blind_looks.chance(workspace, key, "Ana") is not None]


def take(workspace: Workspace, holder: Holder = ANA) -> int | None:
    queue = waiting_tickets(workspace, 1, ReviewFilter(), frozenset())
    looks = BlindLooks(1, settings.BLIND_LOOKS.of(workspace))
    held = locks.hold(workspace, queue, holder, blind_looks=looks)
    return held[0].ticket_key if held else None


def decide(workspace: Workspace, key: int, holder: Holder = ANA, verdict=Verdict.CHOSEN) -> None:
    chance = blind_looks.chance(workspace, key, holder.reviewer)
    basis = Basis.SHOWN if chance is None else Basis.BLIND
    category = "A" if verdict is Verdict.CHOSEN else None
    given = Review(key, holder.reviewer, verdict, category, run_id=1, basis=basis, chance=chance)
    locks.decide(workspace, given, holder)


def test_a_larger_share_holds_the_smaller_and_auto_routed_tickets_have_the_same_chance(desk):
    few = set(drawn(desk))
    settings.BLIND_LOOKS.set(desk, 0.4)
    many = drawn(desk)
    assert few < set(many)
    assert 0.1 * COUNT < len(few) < 0.3 * COUNT
    assert set(Counter(key % 2 for key in many)) == {0, 1}
    settings.BLIND_LOOKS.set(desk, 0.0)
    assert drawn(desk) == []


def test_every_fifth_ticket_is_drawn_while_the_queue_lasts_and_then_all_the_rest(desk):
    lot, order = set(drawn(desk)), []
    while (key := take(desk)) is not None:
        order.append(key)
        decide(desk, key)
    first = [place for place, key in enumerate(order) if key in lot][:5]
    assert first == [4, 9, 14, 19, 24]
    assert lot <= set(order)
    assert len(order) == len(set(order))
    assert blind_looks.progress(desk, 1).done == len(lot)


def test_who_has_seen_the_suggestion_is_not_asked_to_look_blind(desk):
    key = drawn(desk)[0]
    reviews.record(desk, Review(key, "Ana", Verdict.CHOSEN, "B", run_id=1))
    assert blind_looks.chance(desk, key, "Ana") is None
    assert blind_looks.chance(desk, key, "Ben") == 0.2
    assert blind_looks.progress(desk, 1).seen_before == 1


def test_a_skipped_look_comes_back_last_and_stays_blind(desk):
    settings.BLIND_LOOKS.set(desk, 1.0)
    first = take(desk)
    decide(desk, first, verdict=Verdict.SKIPPED)
    second = take(desk)
    assert second != first
    assert blind_looks.chance(desk, first, "Ana") == 1.0


def test_a_look_taken_back_is_due_again(desk):
    key = drawn(desk)[0]
    look = Review(key, "Ana", Verdict.CHOSEN, "A", run_id=1, basis=Basis.BLIND, chance=0.2)
    number = reviews.record(desk, look)
    assert blind_looks.chance(desk, key, "Ana") is None
    reviews.undo(desk, number, "Ana")
    assert blind_looks.chance(desk, key, "Ana") == 0.2
