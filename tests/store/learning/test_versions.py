"""Labels as of a review, and the versions that were trained from them."""

from __future__ import annotations

import pytest

from routing.evaluation.statistics.intervals import paired_difference, proportion
from routing.learning.learning_curve import Point
from store import settings
from store.learning import versions
from store.learning.versions import Labels, LearnFrom, Version
from store.reviewing import reviews
from store.reviewing.reviews import Basis, Review, Verdict
from store.workspace import Workspace
from tests.conftest import ticket


@pytest.fixture
def desk(workspace: Workspace, fill) -> Workspace:
    fill(workspace, [ticket(1, "A"), ticket(2, "A"), ticket(3)])
    return workspace


def label(workspace: Workspace, key: int, category: str) -> int:
    return reviews.record(workspace, Review(key, "Ann", Verdict.CHOSEN, category))


def test_what_is_learned_from_is_a_choice_and_what_is_judged_by_is_not(desk):
    label(desk, 2, "B")
    reviews.record(desk, Review(3, "Ann", Verdict.CHOSEN, "C", basis=Basis.BULK))
    chosen = {
        source: settings.LEARN_FROM.set(desk, source) or known(desk, None) for source in LearnFrom
    }
    assert chosen == {
        LearnFrom.GOLD: {1: "A", 2: "A"},
        LearnFrom.REVIEWS: {1: "A", 2: "B"},
        LearnFrom.ALL: {1: "A", 2: "B", 3: "C"},
    }
    assert {t.key: t.category for t in versions.gold(desk)} == {1: "A", 2: "A"}
    look = Review(3, "Ben", Verdict.CHOSEN, "D", basis=Basis.BLIND, chance=0.2)
    reviews.record(desk, look)
    assert {t.key: t.category for t in versions.gold(desk)} == {1: "A", 2: "A", 3: "D"}


def test_new_labels_are_those_that_stand_and_say_something_else(desk):
    first = label(desk, 2, "B")
    assert versions.labels_since(desk, 0) == 1
    for _ in range(5):
        reviews.undo(desk, label(desk, 3, "C"), "Ann")
    label(desk, 1, "A")
    assert versions.labels_since(desk, 0) == 1
    assert versions.labels_since(desk, first) == 0
    reviews.undo(desk, first, "Ann")
    assert (versions.labels_since(desk, 0), versions.labels_since(desk, first)) == (0, 1)


def known(workspace: Workspace, last: int | None) -> dict[int, str | None]:
    return {t.key: t.category for t in versions.labelled(workspace, last)}


def test_labels_are_known_as_they_were_after_any_review(desk):
    first = label(desk, 2, "B")
    second = label(desk, 3, "C")
    third = label(desk, 2, "D")
    assert known(desk, 0) == {1: "A", 2: "A"}
    assert known(desk, first) == {1: "A", 2: "B"}
    assert known(desk, second) == {1: "A", 2: "B", 3: "C"}
    assert known(desk, third) == known(desk, None) == {1: "A", 2: "D", 3: "C"}


def test_a_review_that_was_taken_back_later_still_counts_before(desk):
    wrong = label(desk, 2, "B")
    back = reviews.undo(desk, wrong, "Ann")
    assert known(desk, wrong)[2] == "B"
    assert known(desk, back)[2] == known(desk, None)[2] == "A"


def test_a_blind_second_look_is_no_label(desk):
    look = reviews.record(desk, Review(2, "Ben", Verdict.CHOSEN, "Z", blind=True))
    assert known(desk, look)[2] == "A"
    assert versions.labels_since(desk, 0) == 0


def test_which_tickets_are_held_back_is_settled_once(workspace, fill):
    fill(workspace, [ticket(key, "A") for key in range(1, 401)])
    assert versions.held_back_keys(workspace) == frozenset()
    versions.hold_back(workspace)
    held = versions.held_back_keys(workspace)
    assert 40 <= len(held) <= 120
    fill(workspace, [ticket(key, "A", id=f"late {key}") for key in range(1, 101)], "two")
    versions.hold_back(workspace)
    later = versions.held_back_keys(workspace)
    assert {key for key in later if key <= 400} == held
    assert max(later) > 400


def test_a_version_is_read_back_as_it_was_recorded(desk):
    share = proportion(8, 10)
    assert share
    version = Version(
        1, "mark", 7, 20, put_to_work=True, why="Put to work.", held_back=True, accuracy=share,
        before=0.7, difference=paired_difference(2, 1, 10), proposal={"asked": 0.95}, seconds=1.5,
    )  # fmt: skip
    number = versions.add(desk, version, [Point(10, share, share), Point(20, share, share)])
    (read,) = versions.versions(desk)
    assert (read.version_id, read.last_review, read.proposal) == (number, 7, {"asked": 0.95})
    assert read.accuracy == share
    assert read.difference.interval == version.difference.interval
    assert [p.labels for p in versions.curve(desk, number)] == [10, 20]
    assert versions.at_work(desk) == read


def test_where_labels_come_from_is_counted(desk):
    label(desk, 2, "B")
    reviews.record(desk, Review(3, "Ann", Verdict.CHOSEN, "C", basis=Basis.GUIDED, chance=0.02))
    assert versions.labels(desk) == Labels(
        tickets=3, labelled=3, exported=2, reviewed=2, blind=1, newest_review=2
    )
