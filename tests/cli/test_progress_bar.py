"""Signals that ask the process to end stop the work, and nothing else."""

from __future__ import annotations

import os
import signal

import pytest

from cli.progress_bar import STOPPING, stopping, with_bar
from jobs import Cancelled, Control, Meter, Traffic


@pytest.mark.parametrize("number", STOPPING)
def test_each_signal_cancels_the_work_at_its_next_checkpoint(number):
    def work(control: Control, _meter: Meter) -> None:
        control.checkpoint()
        os.kill(os.getpid(), number)
        control.checkpoint()

    with pytest.raises(Cancelled):
        with_bar(work)


def test_what_was_set_before_is_set_again_and_ignored_signals_stay_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    stopped: list[bool] = []
    try:
        with stopping(lambda: stopped.append(True)):
            os.kill(os.getpid(), signal.SIGHUP)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)
    assert stopped == []


def test_why_the_work_stands_still_is_shown_in_the_place_of_its_phase(capsys):
    def work(_control: Control, meter: Meter) -> None:
        meter.begin("Routing tickets", 3)
        meter.show(Traffic(waiting="The provider does not answer since 42 s"))

    with_bar(work)
    assert "The provider does not answer since 42 s" in capsys.readouterr().err
