"""Progress: count, recent rate and time left."""

from __future__ import annotations

import pytest

from jobs import Meter


def test_rate_and_time_left_follow_the_last_seconds():
    now = [0.0]
    meter = Meter(lambda: now[0])
    meter.begin("Routing", 100)
    for _ in range(5):
        now[0] += 1
        meter.add(10)
    progress = meter.read()
    assert (progress.done, progress.rate, progress.seconds_left) == (50, 10.0, 5.0)
    assert progress.share == 0.5


def test_what_was_there_before_does_not_count_into_the_rate():
    now = [0.0]
    meter = Meter(lambda: now[0])
    meter.begin("Routing", 100, done=90)
    now[0] += 2
    meter.add(4)
    assert meter.read().rate == 2.0


def test_nothing_done_means_no_rate_and_no_time_left():
    meter = Meter()
    meter.begin("Reading", 0)
    assert (meter.read().rate, meter.read().seconds_left, meter.read().share) == (None, None, 0.0)


def test_a_phase_that_is_told_again_keeps_its_rate_and_a_new_one_starts_afresh():
    now = [0.0]
    meter = Meter(lambda: now[0])
    for done in (0, 10, 20):
        meter.tell("Reading", done, 100)
        now[0] += 1
    assert (meter.read().done, meter.read().rate) == (20, 10.0)
    meter.tell("Writing", 0, 100)
    assert (meter.read().phase, meter.read().rate) == ("Writing", None)
    meter.tell("Writing", 30, 100)
    meter.tell("Writing", 0, 100)
    assert (meter.read().done, meter.read().rate) == (0, None)


PLAN = {"Reading": 60.0, "Learning": 20.0, "Routing": 20.0}


def going(meter: Meter, now: list[float], took: dict[str, float]) -> list[tuple[float, float]]:
    """Live through phases of a hundred units each; what was said to be left, and what was."""
    whole, said = sum(took.values()), []
    for phase, seconds in took.items():
        meter.begin(phase, 100)
        for done in range(1, 101):
            now[0] += seconds / 100
            meter.reach(done)
            left = meter.read().seconds_left
            if now[0] >= 10 and whole - now[0] > 1:
                said.append((left, whole - now[0]))
    return said


@pytest.mark.parametrize("seconds", [30, 311, 3_600])
def test_time_left_is_that_of_the_whole_job_from_the_tenth_second_on(seconds):
    now = [0.0]
    meter = Meter(lambda: now[0])
    meter.plan(PLAN)
    # The phases take other shares than was planned, as they do on another file.
    took = {"Reading": 0.65 * seconds, "Learning": 0.18 * seconds, "Routing": 0.17 * seconds}
    said = going(meter, now, took)
    assert said
    assert all(abs(left - true) <= 0.3 * true + 1 for left, true in said)


def test_phases_stand_in_their_order_with_how_far_each_is():
    now = [0.0]
    meter = Meter(lambda: now[0])
    meter.plan(PLAN)
    meter.begin("Learning", 10)  # nothing had to be read
    meter.reach(5)
    states = [(each.name, each.state, each.share) for each in meter.read().phases]
    assert states == [("Reading", "done", 1.0), ("Learning", "now", 0.5), ("Routing", "to come", 0)]
    assert meter.read().share == pytest.approx(0.7)


def test_what_nobody_planned_within_a_phase_leaves_the_rest_of_it_to_come():
    now = [0.0]
    meter = Meter(lambda: now[0])
    meter.plan(PLAN)
    meter.begin("Reading", 100)
    now[0] = 60
    meter.reach(100)
    meter.begin("Learning", 5)
    meter.begin("Reading in another language", 100)
    now[0] += 1
    meter.reach(90)
    assert meter.read().phase == "Reading in another language"
    assert [each.state for each in meter.read().phases] == ["done", "now", "to come"]
    assert meter.read().seconds_left == pytest.approx(40, abs=2)


def test_time_left_goes_on_between_two_units_and_in_a_phase_of_one():
    now = [0.0]
    meter = Meter(lambda: now[0])
    meter.plan(PLAN)
    meter.begin("Reading", 2)
    now[0] = 30
    meter.reach(1)
    first = meter.read().seconds_left
    now[0] = 50
    assert meter.read().seconds_left == pytest.approx(first - 20, abs=8)
    now[0] = 60
    meter.reach(2)
    meter.begin("Learning", 1)
    meter.begin("Routing", 1)
    now[0] = 78
    assert meter.read().seconds_left == pytest.approx(0, abs=2)


def test_a_phase_that_nobody_planned_moves_nothing():
    now = [0.0]
    meter = Meter(lambda: now[0])
    meter.plan(PLAN)
    meter.begin("Something else", 10)
    now[0] += 20
    assert meter.read().seconds_left is None
    assert meter.read().share == 0.0
