"""What a look has come to, with times only where they are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from math import isnan, nan

import numpy as np
import pytest

from routing.evaluation.drift.reference import Reference
from routing.evaluation.drift.watch import Watch
from tests.routing.evaluation.drift.conftest import CATEGORIES, DAY, NO_REVIEWS, Desk
from usecases.drift.report import DriftReport, as_of, moment

FIRST = datetime.fromtimestamp(20_000 * DAY, UTC)


def watched(*, dated: bool) -> Watch:
    """A watch against 300 tickets that has seen 50 more, a hundred a day."""
    desk = Desk(np.random.default_rng(0))
    watch = None
    for count in (300, 50):
        tickets = desk.tickets(count)
        if not dated:
            tickets = replace(tickets, time=np.full(count, nan))
        if watch is None:
            watch = Watch(Reference.of(tickets, NO_REVIEWS, CATEGORIES))
        else:
            watch.look(tickets, NO_REVIEWS)
    assert watch is not None
    return watch


def test_the_reference_and_the_newest_ticket_are_dated():
    found = DriftReport.of(watched(dated=True), 300, (), {7})
    assert (found.looks, found.reference.tickets, found.new) == (50, 300, {7})
    assert found.reference.start is not None
    assert found.reference.until is not None
    assert found.as_of is not None
    assert FIRST < found.reference.start < found.reference.until < found.as_of
    assert (found.as_of - FIRST).total_seconds() == pytest.approx(3.5 * DAY)
    assert found.promise is None


def test_tickets_without_times_have_none():
    watch = watched(dated=False)
    found = DriftReport.of(watch, 300, (), set())
    assert (found.reference.start, found.reference.until, found.as_of) == (None, None, None)
    assert isnan(as_of(watch))


@pytest.mark.parametrize("seconds", [nan, float("inf"), float("-inf")])
def test_what_is_no_number_is_no_time(seconds: float):
    assert moment(seconds) is None
