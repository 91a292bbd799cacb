"""Progress: count, recent rate and time left."""

from __future__ import annotations

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
