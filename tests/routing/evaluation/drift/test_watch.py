"""The watch says nothing where nothing has moved, and the same however tickets come."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from routing.evaluation.drift.reference import Reference
from routing.evaluation.drift.tickets import Reviews, names
from routing.evaluation.drift.watch import Watch
from tests.routing.evaluation.drift.conftest import CATEGORIES, NO_REVIEWS, Desk, joined

Begun = Callable[..., Watch]


def test_nothing_is_said_where_nothing_has_moved(desk: Desk, begun: Begun):
    watch = begun()
    usual = desk.tickets(6_000)
    assert watch.look(usual, desk.reviews(usual)) == ()
    assert watch.seen == 6_300


def test_without_vectors_everything_but_topics_is_watched(desk: Desk):
    tickets = replace(desk.tickets(1_200), vectors=None)
    watch = Watch(Reference.of(tickets, NO_REVIEWS, CATEGORIES))
    later = replace(desk.tickets(800, (0.25, 0.2, 0.2, 0.15, 0.2)), vectors=None)
    assert [alarm.subject for alarm in watch.look(later, NO_REVIEWS)] == [("Refund",)]


def test_without_times_equal_texts_are_counted_every_time(desk: Desk):
    unknown = replace(desk.tickets(1_200), time=np.full(1_200, np.nan))
    watch = Watch(Reference.of(unknown, NO_REVIEWS, CATEGORIES))
    later = desk.tickets(800, (0.25, 0.2, 0.2, 0.15, 0.2))
    alarms = watch.look(replace(later, time=np.full(800, np.nan)), NO_REVIEWS)
    assert [alarm.subject for alarm in alarms] == [("Refund",)]


def test_how_many_tickets_come_at_once_changes_nothing(desk: Desk, begun: Begun):
    watch = begun()
    tickets = joined(desk.tickets(400), desk.tickets(600, (0.25, 0.2, 0.2, 0.15, 0.2)))
    reviews = desk.reviews(tickets)
    other = Watch(watch.reference)
    for each, sizes in ((watch, (1_000,)), (other, (1, 249, 13, 737))):
        start = 0
        for size in sizes:
            part = (reviews.after > start) & (reviews.after <= start + size)
            mine = reviews.only(part)
            each.look(
                tickets.only(slice(start, start + size)),
                replace(mine, after=mine.after + each.seen - start),
            )
            start += size
    assert other.seen == 1_000
    assert [a.subject for a in other.alarms] == [a.subject for a in watch.alarms] == [("Refund",)]


def test_reviews_of_tickets_that_were_never_seen_are_left_out(desk: Desk, begun: Begun):
    watch = begun()
    strange = Reviews(np.array([999_999]), np.array([1]), names(["Fraud"]), np.array([True]))
    before = len(watch.reviewed)
    assert watch.look(desk.tickets(10), strange) == ()
    assert len(watch.reviewed) == before
