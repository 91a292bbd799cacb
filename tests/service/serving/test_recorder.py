"""Decisions on their way to the log outlast a disk that is full."""

from __future__ import annotations

import time

from service.errors import StorageUnavailable
from service.serving import recorder
from service.serving.recorder import Recorder
from service.storage.decision_log import DecisionLog, LoggedDecision


class Log(DecisionLog):
    """A log whose disk is full for a while."""

    def __init__(self, full: int) -> None:
        self.full = full
        self.kept: list[float] = []

    def add(self, given):
        if self.full:
            self.full -= 1
            raise StorageUnavailable("full")
        self.kept += [each.at for each in given]


def decided(at: float) -> LoggedDecision:
    return LoggedDecision({"id": "T1"}, "p1", at)


def test_what_a_full_disk_did_not_take_is_written_later_in_its_order():
    log = Log(full=2)
    made = Recorder(log)
    for at in (1.0, 2.0, 3.0):
        made.put([decided(at)])
        made.flush()
    assert log.kept == [1.0, 2.0, 3.0]


def test_too_many_do_not_wait_for_ever_and_the_newest_are_kept():
    log = Log(full=1)
    made = Recorder(log)
    made.put([decided(float(at)) for at in range(recorder.MAX_WAITING + 5)])
    made.flush()
    made.flush()
    assert (len(log.kept), log.kept[0]) == (recorder.MAX_WAITING, 5.0)


def test_its_thread_survives_a_full_disk(monkeypatch):
    monkeypatch.setattr(recorder, "EVERY_SECONDS", 0.01)
    log = Log(full=3)
    made = Recorder(log)
    made.start()
    made.put([decided(1.0)])
    ends = time.monotonic() + 10
    while not log.kept and time.monotonic() < ends:
        time.sleep(0.01)
    assert log.kept == [1.0]
    made.stop()
