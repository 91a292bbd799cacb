"""What was written comes into the file in time, and whoever writes all the time is not slowed."""

from __future__ import annotations

import threading

from store.workspace_file.checkpoints import Checkpoints


def test_one_comes_by_itself_some_time_after_a_write():
    made = threading.Event()
    checkpoints = Checkpoints(lambda: made.set() is None, within=0.05)
    checkpoints.note_write()
    assert made.wait(10)


def test_many_writes_are_held_by_one():
    count = threading.Semaphore(0)
    checkpoints = Checkpoints(lambda: count.release() is None, within=0.05)
    for _ in range(100):
        checkpoints.note_write()
    assert count.acquire(timeout=10)
    assert not count.acquire(timeout=0.2)


def test_none_comes_after_the_end():
    made = threading.Event()
    checkpoints = Checkpoints(lambda: made.set() is None, within=0.05)
    checkpoints.note_write()
    checkpoints.stop()
    assert not made.wait(0.2)


def test_one_that_is_dear_is_left_for_later():
    made: list[int] = []
    pause = threading.Event()

    def slow() -> bool:
        made.append(1)
        pause.wait(0.05)
        return True

    checkpoints = Checkpoints(slow)
    checkpoints.if_cheap()
    checkpoints.if_cheap()
    assert len(made) == 1
    checkpoints.now()
    assert len(made) == 2


def test_one_that_could_not_be_made_comes_by_itself_later():
    done = threading.Event()
    answers = iter((False, True))

    def refused_once() -> bool:
        made = next(answers)
        if made:
            done.set()
        return made

    Checkpoints(refused_once, within=0.05).now()
    assert done.wait(10)
