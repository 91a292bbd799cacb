"""Topics: found, put together anew, and taken for categories or not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routing.decision import Decision
from store import runs
from store.learning import topics
from store.learning.topics import Found
from tests.conftest import ticket

LATE = Found("Late", "Parcels", ("parcel", "late"), (3, 1))
LOST = Found("Lost", "Cards", ("card",), (2,))


@pytest.fixture
def found(workspace, fill):
    """Four tickets, one of them labelled, and two topics."""
    fill(workspace, [ticket(k, "Billing" if k == 4 else None) for k in range(1, 5)])
    topics.replace_open(workspace, [LOST, LATE])
    return workspace


def names(workspace, status="open") -> list[str]:
    return [each.name for each in topics.of_status(workspace, status)]


def test_topics_with_most_tickets_come_first_and_are_named_by_their_words(found):
    late, lost = topics.of_status(found, "open")
    assert (late.name, late.terms, late.tickets, late.source) == (
        "Late", ("parcel", "late"), 2, "words",
    )  # fmt: skip
    assert lost.cost_usd == 0


def test_the_most_typical_tickets_stay_in_front(found):
    late, _ = topics.of_status(found, "open")
    assert topics.keys(found, late.topic_id) == [3, 1]
    assert [each.key for each in topics.examples(found, late.topic_id, 1)] == [3]


def test_a_new_search_takes_the_place_of_what_is_open_alone(found):
    late, _ = topics.of_status(found, "open")
    topics.set_status(found, late.topic_id, "accepted")
    topics.replace_open(found, [replace(LOST, name="Stolen")])
    assert (names(found), names(found, "accepted")) == (["Stolen"], ["Late"])


def test_others_come_in_the_place_of_those_that_are_put_together(found):
    both = [each.topic_id for each in topics.of_status(found, "open")]
    topics.instead_of(found, both, [Found("Both", "", (), (1, 2, 3))], "a person")
    (merged,) = topics.of_status(found, "open")
    assert (merged.name, merged.tickets, merged.source) == ("Both", 3, "a person")
    assert sorted(names(found, "gone")) == ["Late", "Lost"]


def test_what_names_have_cost_adds_up(found):
    late, _ = topics.of_status(found, "open")
    for name in ("Slow", "Slower"):
        topics.rename(found, replace(late, name=name, source="gpt"), cost_usd=0.01)
    renamed = next(t for t in topics.of_status(found, "open") if t.topic_id == late.topic_id)
    assert (renamed.name, renamed.source) == ("Slower", "gpt")
    assert renamed.cost_usd == pytest.approx(0.02)


def test_tickets_to_look_for_topics_in_are_of_the_kind_that_was_asked_for(found):
    run = runs.start(found, "fake", {}, 1)
    decided = [Decision(k, "Unknown" if k < 3 else "Billing", 0.9, "fake") for k in range(1, 5)]
    runs.RunJournal(found, run.run_id).write(decided)
    assert topics.sizes(found, run.run_id) == {"unlabelled": 3, "unknown": 2, "all": 4}
    for which, keys in (("unlabelled", {1, 2, 3}), ("unknown", {1, 2}), ("all", {1, 2, 3, 4})):
        assert {t.key for t in topics.pool(found, which, run.run_id, 10)} == keys
    assert len(topics.pool(found, "all", None, 2)) == 2
