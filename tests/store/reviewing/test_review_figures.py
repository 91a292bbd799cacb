"""What reviews come to: how quickly people decide, and where two of them looked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store.reviewing import review_figures, reviews
from store.reviewing.review_figures import Pace, SecondLook
from store.reviewing.reviews import Review, Verdict
from tests.conftest import ticket

TIMED = Review(1, "Ana", Verdict.CHOSEN, "A", seconds=10.0)


@pytest.fixture(autouse=True)
def reviewed(workspace, fill):
    fill(workspace, [ticket(key) for key in range(1, 4)])
    second = replace(TIMED, reviewer="Ben", category="B", blind=True, seconds=40.0)
    reviews.record_all(workspace, [TIMED, second, replace(TIMED, ticket_key=2, seconds=30.0)])


def test_the_pace_is_that_of_the_reviewer(workspace):
    assert review_figures.pace(workspace, "Ana") == Pace(2, 2, 2, 20.0)
    assert review_figures.pace(workspace, "Ana").seconds_for(3) == 60.0
    assert review_figures.pace(workspace, "Cid").seconds_for(3) is None


def test_what_two_people_say_of_a_ticket_stands_side_by_side(workspace):
    assert review_figures.twice(workspace) == [SecondLook("A", "B", "Ana", "Ben")]


def test_reviewers_are_known_by_name_and_the_newest_review_by_number(workspace):
    assert sorted(review_figures.reviewers(workspace)) == ["Ana", "Ben"]
    assert review_figures.newest(workspace) == 3
