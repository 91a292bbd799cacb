"""A group of recent tickets far from the reference is a topic; equal texts and chance are none."""

from __future__ import annotations

import numpy as np

from routing.evaluation.drift.topics import Recent, Topic, TopicWatch

WIDTH, SIZE = 16, 1_000
RANDOM = np.random.default_rng(12)
STRANGE = np.eye(WIDTH, dtype=np.float32)[0]


def tickets(start: int, strange: np.ndarray, *, same: bool = False) -> Recent:
    """Tickets from that place on: strange ones lie together and far from the reference."""
    n = len(strange)
    vectors = RANDOM.normal(size=(n, WIDTH))
    vectors[:, 0] = 0
    vectors[strange] = 6 * STRANGE + RANDOM.normal(scale=0.5, size=(int(strange.sum()), WIDTH))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    rivals = np.where(strange[:, None], [0.5, 0.45, 0.4], [0.95, 0.94, 0.93])
    places = np.arange(start, start + n)
    return Recent(places, np.where(strange & same, 0, places), vectors.astype(np.float32), rivals)


def watch() -> TopicWatch:
    return TopicWatch(SIZE, 1.0, WIDTH, 1e-4)


SOME = np.arange(200) % 20 == 0


def test_strange_tickets_that_lie_together_are_a_topic_told_by_one_of_them():
    found = watch().look(tickets(0, SOME))
    ((place, topic),) = found
    assert SOME[place]
    assert place < 200
    assert SOME[topic.rows].all()


def test_it_is_told_once_and_its_later_tickets_make_no_other():
    it = watch()
    assert len(it.look(tickets(0, SOME))) == 1
    assert it.look(tickets(200, SOME)) == []
    assert len(it.topics) == 1


def test_how_many_come_at_once_changes_nothing():
    late, one, many = tickets(0, SOME), watch(), watch()
    ((place, topic),) = one.look(late)
    parts = [many.look(late.only(slice(at, at + 7))) for at in range(0, 200, 7)]
    ((again, same),) = [each for part in parts for each in part]
    assert again == place
    assert same.rows.tolist() == topic.rows.tolist()


def test_a_form_letter_is_no_topic():
    it = watch()
    assert it.look(tickets(0, SOME, same=True)) == []
    assert it.recent.row.size <= 200 - SOME.sum() + 1


def test_tickets_near_the_reference_and_a_few_strange_ones_are_none():
    assert watch().look(tickets(0, np.zeros(200, dtype=bool))) == []
    assert watch().look(tickets(0, np.arange(200) < 3)) == []
    assert watch().look(Recent.none(WIDTH)) == []


def test_what_another_watch_has_found_is_forgotten():
    it, other = watch(), watch()
    late = tickets(0, SOME)
    ((_, topic),) = other.look(late)
    it.forget(topic)
    assert it.look(late) == []


def test_a_ticket_belongs_where_two_are_nearer_than_the_reference():
    topic = Topic(np.arange(2), np.stack([STRANGE, STRANGE]))
    assert topic.holds(STRANGE[None, :], np.array([0.9])).tolist() == [True]
    assert topic.holds(STRANGE[None, :], np.array([1.0])).tolist() == [False]
    alone = Topic(np.arange(1), STRANGE[None, :])
    assert not alone.holds(STRANGE[None, :], np.array([0.1])).any()
    assert topic.holds(np.zeros((0, WIDTH), np.float32), np.zeros(0)).size == 0
