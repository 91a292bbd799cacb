"""Volume is judged by whole days, each beside its like."""

import numpy as np

from routing.evaluation.drift.rhythm import weekday
from routing.evaluation.drift.volume import VolumeWatch

WEEK = np.array([130, 120, 110, 110, 100, 30, 20])
MONDAY = 20_000 - int(weekday(np.array([20_000]))[0])


def days(rng, first: int, count: int, times: float = 1.0) -> np.ndarray:
    """The day of each ticket, with the rhythm of a week."""
    found = [
        np.full(rng.poisson(times * WEEK[(d - MONDAY) % 7]), d) for d in range(first, first + count)
    ]
    return np.concatenate(found)


def test_weekends_are_no_drift():
    rng = np.random.default_rng(0)
    watch = VolumeWatch(days(rng, MONDAY, 28), 1e-4)
    assert [watch.see(int(day)) for day in days(rng, MONDAY + 28, 84)].count(None) > 0
    assert not any(watch.see(int(day)) for day in days(rng, MONDAY + 112, 84))


def test_twice_as_many_tickets_are_told_within_two_weeks_with_their_beginning():
    rng = np.random.default_rng(1)
    watch = VolumeWatch(days(rng, MONDAY, 28), 1e-4)
    for day in days(rng, MONDAY + 28, 14):
        assert watch.see(int(day)) is None
    moved = [m for d in days(rng, MONDAY + 42, 21, 2.0) if (m := watch.see(int(d)))]
    assert len(moved) == 1
    assert moved[0].higher
    assert abs(moved[0].since - (MONDAY + 42)) <= 1


def test_days_without_a_ticket_count_as_fewer():
    rng = np.random.default_rng(2)
    watch = VolumeWatch(days(rng, MONDAY, 28), 1e-4)
    for day in (MONDAY + 28, MONDAY + 29, MONDAY + 60):
        moved = watch.see(day)
    assert moved is not None
    assert not moved.higher


def test_a_short_reference_says_how_many_days_are_missing():
    watch = VolumeWatch(np.repeat(np.arange(100, 105), 20), 1e-4)
    assert watch.missing == 4
    assert watch.see(200) is None
