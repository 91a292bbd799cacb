"""Bulk jobs: every row once, whatever dies; tried with real processes that really die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from jobs import Cancelled, Control, Meter
from jobs.processes import Processes
from jobs.workers import Report
from service.bulk.job import Job, Outcome, begin
from service.bulk.manifest import NAME, JobLine, Manifest
from service.bulk.output_folder import OutputFolder
from service.bulk.partition import Partition
from service.errors import JobEnded, ServiceError
from tests.fakes.bulk_workers import FakeSetup, FakeWorker, fake_partition

ROOT = Path(__file__).parents[3]
JOB = JobLine("profile-1", 8)
PARTITIONS = [fake_partition(number) for number in range(5)]
ROWS = [str(row) for row in range(1, 41)]


class InThisProcess:
    """Workers without processes: a kill is an exception here. die: rows to die at, once each."""

    free = 1

    def __init__(self, setup: FakeSetup, die: Sequence[int] = ()) -> None:
        self._setup = setup
        self._die = list(die)
        self.had: list[Partition] = []

    def submit(self, partition: Partition) -> None:
        self.free = 0
        self.had.append(partition)

    def wait(self, seconds: float) -> list[Report]:
        partition = self.had[-1]
        self.free = 1
        first = partition.rows.first_row
        rows = range(first + partition.first, first + partition.last)
        here = [row for row in self._die if row in rows]
        if here:
            self._die.remove(here[0])
            return [Report(partition, killed=True)]
        if self._setup.poison.intersection(rows) and not partition.error:
            return [Report(partition, killed=True)]
        try:
            *_, part = FakeWorker(self._setup).work(partition)
        except ServiceError as error:
            return [Report(partition, error=str(error))]
        return [Report(partition, result=part)]

    def stop(self) -> None:
        """Nothing runs."""


def written(folder: Path) -> list[str]:
    """All lines of the parts that count, in order of their rows."""
    manifest = Manifest.read(OutputFolder(str(folder)))
    lines = [
        line for part in manifest.parts for line in (folder / part.part).read_text().splitlines()
    ]
    return sorted(lines, key=lambda line: int(line.split()[0]))


def run(folder: Path, workers: object, partitions: Sequence[Partition] = PARTITIONS) -> Outcome:
    manifest = begin(OutputFolder(str(folder)), JOB, resume=folder.exists())
    return Job(manifest, partitions, workers).run(Control(), Meter())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def processes(folder: Path) -> Iterator[Processes]:
    workers = Processes(FakeSetup(str(folder), seconds=0.01), 2)
    with closing(_Stopping(workers)):
        yield workers


class _Stopping:
    def __init__(self, workers: Processes) -> None:
        self.close = workers.stop


def test_workers_killed_three_times_cost_no_row_and_double_none(folder, processes):
    manifest = begin(OutputFolder(str(folder)), JOB, resume=False)
    job = Job(manifest, PARTITIONS, processes)
    meter = _KillsAt(processes, (3, 11, 19))
    outcome = job.run(Control(), meter)
    assert outcome.kills == 3
    assert written(folder) == ROWS


class _KillsAt(Meter):
    """Kills a process when so many rows are done."""

    def __init__(self, processes: Processes, moments: Sequence[int]) -> None:
        super().__init__()
        self._processes = processes
        self._moments = list(moments)

    def reach(self, done: int) -> None:
        busy = [worker for worker in self._processes._workers if worker.task]
        if self._moments and done >= self._moments[0] and busy:
            self._moments.pop(0)
            os.kill(busy[0].process.pid or 0, signal.SIGKILL)


DRIVER = """
import sys
from jobs import Control, Meter
from service.bulk.job import Job, begin
from service.bulk.output_folder import OutputFolder
from jobs.processes import Processes
from tests.fakes.bulk_workers import FakeSetup
from tests.service.bulk.test_job import JOB, PARTITIONS
if __name__ == "__main__":
    folder = sys.argv[1]
    manifest = begin(OutputFolder(folder), JOB, resume=False)
    Job(manifest, PARTITIONS, Processes(FakeSetup(folder, seconds=0.02), 1)).run(Control(), Meter())
"""


def test_a_driver_that_was_killed_goes_on_and_computes_nothing_twice(folder):
    script = folder.with_name("driver.py")
    script.write_text(DRIVER)
    driver = subprocess.Popen(
        [sys.executable, str(script), str(folder)], env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    while not _finished(folder):
        time.sleep(0.02)
    driver.kill()
    driver.wait()
    before = _finished(folder)
    workers = InThisProcess(FakeSetup(str(folder)))
    outcome = run(folder, workers)
    assert outcome.kept == before > 0
    assert len(workers.had) == len(PARTITIONS) - before
    assert written(folder) == ROWS


def _finished(folder: Path) -> int:
    file = folder / NAME
    return max(0, file.read_text().count("\n") - 1) if file.exists() else 0


def test_a_row_that_kills_its_worker_becomes_one_error_and_all_others_are_decided(folder):
    outcome = run(folder, InThisProcess(FakeSetup(str(folder), poison=frozenset({19}))))
    assert written(folder) == [f"{row} failed" if row == "19" else row for row in ROWS]
    assert outcome.failed == 1
    assert outcome.poison == ["row 19 of tickets.csv"]
    assert outcome.split == 3  # eight rows, four, two


def test_a_row_alone_is_no_error_for_a_single_kill(folder):
    outcome = run(folder, InThisProcess(FakeSetup(str(folder)), die=[19] * 7))
    assert outcome.failed == 0
    assert written(folder) == ROWS


def test_what_was_split_is_not_done_again_by_a_later_start(folder):
    poison = FakeSetup(str(folder), poison=frozenset({19}), refuses=33)
    with pytest.raises(JobEnded, match="cannot be asked"):
        run(folder, InThisProcess(poison))
    workers = InThisProcess(FakeSetup(str(folder)))
    run(folder, workers)
    assert [(each.rows.first_row, each.count) for each in workers.had] == [(33, 8)]
    assert written(folder) == [f"{row} failed" if row == "19" else row for row in ROWS]


def test_another_profile_is_refused(folder):
    run(folder, InThisProcess(FakeSetup(str(folder))))
    with pytest.raises(ServiceError, match="begun with the profile profile-1, and this is other"):
        begin(OutputFolder(str(folder)), JobLine("other", 8), resume=True)


def test_a_folder_with_a_job_is_not_written_into_without_resume(folder):
    run(folder, InThisProcess(FakeSetup(str(folder))))
    with pytest.raises(ServiceError, match="go on with --resume"):
        begin(OutputFolder(str(folder)), JOB, resume=False)


def test_a_changed_partition_is_done_anew_and_no_other(folder):
    run(folder, InThisProcess(FakeSetup(str(folder))))
    workers = InThisProcess(FakeSetup(str(folder)))
    changed = fake_partition(2, content="changed")
    outcome = run(folder, workers, [*PARTITIONS[:2], changed, *PARTITIONS[3:]])
    assert workers.had == [changed]
    assert outcome.redone == ("tickets.csv",)
    assert written(folder) == ROWS
    assert len(list(folder.glob("part-*"))) == 5


def test_a_job_that_stands_still_ends_with_a_sentence(folder):
    class Silent(InThisProcess):
        def wait(self, seconds: float) -> list[Report]:
            return []

    manifest = begin(OutputFolder(str(folder)), JOB, resume=False)
    with pytest.raises(JobEnded, match="No worker has got on"):
        Job(manifest, PARTITIONS, Silent(FakeSetup(str(folder))), patience=0).run(
            Control(), Meter()
        )


def test_a_job_that_is_cancelled_keeps_what_is_finished(folder):
    control = Control()

    class Cancelling(InThisProcess):
        def wait(self, seconds: float) -> list[Report]:
            control.cancel()
            return super().wait(seconds)

    manifest = begin(OutputFolder(str(folder)), JOB, resume=False)
    with pytest.raises(Cancelled):
        Job(manifest, PARTITIONS, Cancelling(FakeSetup(str(folder)))).run(control, Meter())
    assert written(folder) == ROWS[:8]
