"""Workers as processes: they are replaced when they die, and end with whoever started them."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from jobs.processes import Processes
from jobs.workers import Report
from tests.fakes.bulk_workers import FakeSetup, fake_partition

PARTITION = fake_partition(0, rows=4)


def ended(workers: Processes) -> Report:
    while True:
        for report in workers.wait(1):
            if report.ended:
                return report


@pytest.mark.parametrize("poison", [frozenset(), frozenset({2})], ids=["alive", "killed"])
def test_a_partition_ends_as_a_part_or_with_its_worker(tmp_path: Path, poison: frozenset[int]):
    workers = Processes(FakeSetup(str(tmp_path), poison), 1)
    pids = workers.pids
    workers.submit(PARTITION)
    assert workers.free == 0
    report = ended(workers)
    assert report.killed == bool(poison)
    assert (report.result is None) == bool(poison)
    assert workers.free == 1
    assert (workers.pids == pids) != bool(poison)
    workers.stop()
    assert not any(_runs(pid) for pid in workers.pids)


def test_a_refusal_is_told_as_its_sentence(tmp_path: Path):
    workers = Processes(FakeSetup(str(tmp_path), refuses=3), 1)
    workers.submit(PARTITION)
    assert ended(workers).error == "The router cannot be asked."
    workers.stop()


def _runs(pid: int) -> bool:
    time.sleep(0.01)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_main_module_of_the_parent_is_not_run_again(tmp_path: Path, monkeypatch):
    """In the app a screen stands in its place."""
    screen = tmp_path / "screen.py"
    screen.write_text(f"open({str(tmp_path / 'drawn')!r}, 'w')")
    monkeypatch.setattr(sys.modules["__main__"], "__file__", str(screen), raising=False)
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", None, raising=False)
    workers = Processes(FakeSetup(str(tmp_path)), 1, nice=7)
    workers.submit(PARTITION)
    assert ended(workers).result
    mine = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, workers.pids[0]) == min(19, mine + 7)
    workers.stop()
    assert not (tmp_path / "drawn").exists()
