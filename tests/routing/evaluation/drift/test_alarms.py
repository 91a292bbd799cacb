"""The log of a watch: an alarm stands once, its effects stand once under it."""

import numpy as np

from routing.evaluation.drift.alarm import Effect, Kind, Size
from routing.evaluation.drift.alarms import Alarms
from routing.evaluation.drift.causes import Cause
from tests.routing.evaluation.drift.conftest import Desk

SIZE = Size("share of tickets", 0.02, 0.08, 0.05, 0.11)


def raised(desk: Desk, begun) -> Alarms:
    log, watch = Alarms(), begun()
    cause = Cause(Kind.CATEGORY_SHARE, 10)
    log.add(watch.memory, 20, cause, subject=("Refund",), size=SIZE, tickets=(1_211,))
    return log


def test_an_alarm_tells_when_it_was_raised_and_when_it_began(desk: Desk, begun):
    (alarm,) = raised(desk, begun).raised
    assert (alarm.id, alarm.kind, alarm.size) == (1, Kind.CATEGORY_SHARE, SIZE)
    assert (alarm.raised_after, alarm.since.ticket) == (1_221, 1_211)
    assert np.isfinite([alarm.raised_at, alarm.since.estimate]).all()


def test_an_effect_stands_once_under_its_alarm_and_the_alarm_never_under_itself(desk: Desk, begun):
    log = raised(desk, begun)
    for kind, subject in (
        (Kind.LENGTH, ("higher",)), (Kind.LENGTH, ("higher",)), (Kind.CATEGORY_SHARE, ("Refund",)),
    ):  # fmt: skip
        log.list_effect(0, kind, subject)
    assert log.raised[0].explains == (Effect(Kind.LENGTH, ("higher",)),)
