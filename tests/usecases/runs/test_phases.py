"""Phases weigh what they take: learning by labels, routing by the tickets that wait."""

from __future__ import annotations

from routing.routers.embedded.learning_progress import READING_ALL
from usecases.runs.phases import KEEPING, ROUTING, phases


def test_routing_is_nearly_all_of_a_run_of_many_tickets_and_little_of_one_that_learns():
    large, small = phases(660, 1_000_000), phases(660, 660)
    assert large[ROUTING] / sum(large.values()) > 0.98
    assert small[ROUTING] / sum(small.values()) < 0.1
    assert phases(0, 0)[KEEPING] > 0


def test_the_second_model_has_a_phase_where_some_tickets_are_in_other_languages():
    assert READING_ALL not in phases(660, 660)
    assert READING_ALL in phases(660, 660, foreign=True)
