"""The memory holds the latest tickets, and says which counted up to a place in the stream."""

from __future__ import annotations

import numpy as np
import pytest

from routing.evaluation.drift import memory
from routing.evaluation.drift.memory import Memory
from routing.evaluation.drift.traits import Reader, Traits
from tests.routing.evaluation.drift.conftest import CATEGORIES, Desk


@pytest.fixture
def read(desk: Desk):
    tickets = desk.tickets(50)
    reader = Reader.of(tickets, CATEGORIES)

    def some(count: int) -> Traits:
        return reader.read(desk.tickets(count))

    return some


def test_only_what_counted_is_past_up_to_the_asked_place(read):
    traits = read(4)
    known = Memory(traits)
    known.add(traits, np.array([True, False, True, True]))
    past = known.until(2)
    assert past.row.tolist() == [0, 2]
    assert past.traits.key.tolist() == traits.key[[0, 2]].tolist()


def test_places_in_the_stream_stay_what_they_were_after_the_oldest_were_forgotten(read):
    first = read(50).only(np.arange(memory.MAX_TICKETS + 5) % 50)
    rest = read(3)
    known = Memory(first)
    known.add(first, np.ones(len(first), dtype=bool))
    known.add(rest, np.ones(3, dtype=bool))
    last = len(first) + 2
    assert known.start == 5
    assert known.until(last).row[-1] == last
    assert known.keys(np.array([0, last])) == (int(rest.key[2]),)
    assert known.moment(last) == (float(rest.time[2]), int(rest.key[2]))


def test_the_moment_of_a_forgotten_ticket_is_that_of_the_first_remembered(read):
    traits = read(3)
    known = Memory(traits)
    known.add(traits, np.ones(3, dtype=bool))
    known.start = 10
    assert known.moment(2) == (float(traits.time[0]), int(traits.key[0]))
