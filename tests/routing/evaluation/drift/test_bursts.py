"""One text many times on one day is a burst, and told once a day."""

from __future__ import annotations

import pytest

from routing.evaluation.drift.bursts import MIN_BURST, Burst, BurstWatch
from routing.evaluation.drift.distinct_texts import NO_DAY
from routing.evaluation.drift.traits import Reader
from tests.routing.evaluation.drift.conftest import CATEGORIES, Desk


@pytest.fixture
def bursts(desk: Desk) -> BurstWatch:
    """The watch of a desk with a hundred tickets a day."""
    tickets = desk.tickets(500)
    return BurstWatch(Reader.of(tickets, CATEGORIES).read(tickets))


def test_the_twentieth_equal_text_of_a_day_is_a_burst_and_the_next_ones_are_not_told(bursts):
    told = [bursts.see(day=5, text=1) for _ in range(MIN_BURST + 10)]
    assert told[: MIN_BURST - 1] == [None] * (MIN_BURST - 1)
    assert told[MIN_BURST - 1] == Burst(5, 1, MIN_BURST)
    assert set(told[MIN_BURST:]) == {None}


def test_the_count_begins_anew_every_day_and_for_every_text(bursts):
    for day in (5, 6):
        for text in (1, 2):
            assert [bursts.see(day, text) for _ in range(MIN_BURST - 1)] == [None] * 19


def test_tickets_without_a_date_make_no_burst(bursts):
    assert all(bursts.see(NO_DAY, 1) is None for _ in range(100))


def test_at_a_busy_desk_it_takes_a_twentieth_of_the_usual_day(desk: Desk):
    desk.per_day = 2_000
    tickets = desk.tickets(4_000)
    busy = BurstWatch(Reader.of(tickets, CATEGORIES).read(tickets))
    told = [busy.see(5, 1) for _ in range(200)]
    first = next(count for count, each in enumerate(told, 1) if each)
    assert 60 < first < 110
