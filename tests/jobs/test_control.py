"""Pause, go on and cancel, from any thread."""

from __future__ import annotations

import threading

import pytest

from jobs.control import Cancelled, Control, Ending


def test_a_paused_job_waits_at_its_next_checkpoint_until_it_may_go_on():
    control, passed = Control(), threading.Event()
    control.pause()
    assert control.paused

    def work() -> None:
        control.checkpoint()
        passed.set()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    assert not passed.wait(0.05)
    control.go_on()
    assert passed.wait(5)
    assert not control.paused
    thread.join(5)


def test_cancelling_ends_a_paused_job_as_well():
    control, ended = Control(), threading.Event()
    control.pause()

    def work() -> None:
        with pytest.raises(Cancelled):
            control.checkpoint()
        ended.set()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    control.cancel()
    assert ended.wait(5)
    assert control.cancelled
    assert not control.paused
    thread.join(5)


def test_without_a_wish_work_goes_straight_on():
    control = Control()
    control.checkpoint()
    assert not control.cancelled


def test_the_first_reason_to_end_counts():
    ending = Ending()
    assert ending.reason is None
    first = ValueError("first")
    ending.because(first)
    ending.because(ValueError("second"))
    assert ending.reason is first


def test_an_odd_reason_becomes_an_error():
    ending = Ending()
    ending.because(KeyboardInterrupt())
    assert isinstance(ending.reason, RuntimeError)
