"""A bulk job: partitions given to workers, those that die, and the manifest kept by one process."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from jobs import Control, Meter
from jobs.workers import Report, Workers
from service.bulk.manifest import JobLine, Manifest, Part
from service.bulk.output_folder import OutputFolder
from service.bulk.partition import Partition
from service.errors import JobEnded, ServiceError

ROWS: Final = 20_000
# So often a partition may kill its worker before it is split; a row alone, before it is an error.
MAX_KILLS: Final = 3
# Seconds without any progress after which the job ends.
PATIENCE: Final = 300.0
TICK: Final = 0.5
STUCK: Final = (
    "No worker has got on for {minutes:g} minutes, so the job was ended; what is finished is kept. "
    "Look at the memory and the provider or, with Ray, at `ray status`; then go on with --resume."
)
POISON: Final = "its worker died {times} times while it had this row"
UNREADABLE: Final = (
    "A worker dies whenever it reads {row}, so the job was ended; take it out, then go on with "
    "--resume."
)
OTHER_PROFILE: Final = (
    "{folder} was begun with the profile {was}, and this is {now}. Go on with that profile, or "
    "name another folder."
)
NOT_EMPTY: Final = "{folder} holds a job already; go on with --resume, or name another folder."


@dataclass(slots=True)
class Outcome:
    """What a job came to.

    kept: parts that were finished before. redone: files of which something had changed.
    dropped: parts that no longer count. kills: workers that died. split: partitions that were cut
    in two. poison: the rows that killed their worker alone.
    """

    parts: list[Part] = field(default_factory=list)
    kept: int = 0
    redone: tuple[str, ...] = ()
    dropped: int = 0
    kills: int = 0
    split: int = 0
    poison: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Rows decided, those of earlier starts included."""
        return sum(part.rows_out for part in self.parts)

    @property
    def failed(self) -> int:
        """Rows with an error among them."""
        return sum(part.failed for part in self.parts)

    @property
    def cpu_seconds(self) -> float:
        """Processor time of the workers, those of earlier starts included."""
        return sum(part.cpu_seconds for part in self.parts)


def begin(folder: OutputFolder, job: JobLine, *, resume: bool) -> Manifest:
    """The manifest of a new job, or of the one that goes on.

    Raises ServiceError where the folder holds another job, or one under another profile.
    """
    folder.make()
    found = Manifest.read(folder)
    if found is None:
        if not resume and any(not name.startswith(".") for name in folder.names()):
            raise ServiceError(NOT_EMPTY.format(folder=folder.url))
        made = Manifest(folder, job)
        made.write()
        return made
    if not resume:
        raise ServiceError(NOT_EMPTY.format(folder=folder.url))
    if found.job.profile != job.profile:
        was, now = found.job.profile, job.profile
        raise ServiceError(OTHER_PROFILE.format(folder=folder.url, was=was, now=now))
    return found


class Job:
    """Partitions on their way through workers."""

    def __init__(
        self,
        manifest: Manifest,
        partitions: Iterable[Partition],
        workers: Workers[Partition, Part],
        patience: float = PATIENCE,
    ) -> None:
        self._manifest = manifest
        self._workers = workers
        self._patience = patience
        self._all = list(partitions)
        self._kills: Counter[str] = Counter()
        self._under_way: dict[str, int] = {}
        self.outcome = Outcome()
        self._to_do = deque(self._left())

    def run(self, control: Control, meter: Meter) -> Outcome:
        """Do what is left; raises JobEnded with a sentence where it cannot go on.

        However it ends, what is in the manifest is finished.
        """
        total = sum(partition.count for partition in self._all)
        meter.begin("Routing tickets", total, sum(part.rows_in for part in self._manifest.parts))
        heard = time.monotonic()
        while self._to_do or self._under_way:
            control.checkpoint()
            while self._to_do and self._workers.free:
                self._submit(self._to_do.popleft())
            reports = self._workers.wait(TICK)
            for report in reports:
                self._take(report)
            if reports:
                heard = time.monotonic()
                done = sum(part.rows_out for part in self._manifest.parts)
                meter.reach(done + sum(self._under_way.values()))
            elif time.monotonic() - heard > self._patience:
                raise JobEnded(STUCK.format(minutes=round(self._patience / 60, 1)))
        self.outcome.parts = self._manifest.parts
        return self.outcome

    def _left(self) -> list[Partition]:
        """What the manifest lacks; parts of what is no longer in the input are let go."""
        known = frozenset(partition.identity for partition in self._all)
        gone = self._manifest.keep(known)
        self.outcome.kept = len(self._manifest.parts)
        self.outcome.dropped = len(gone)
        self.outcome.redone = tuple(dict.fromkeys(part.source for part in gone))
        return [
            left
            for partition in self._all
            for left in partition.without(self._manifest.done(partition.identity))
        ]

    def _submit(self, partition: Partition) -> None:
        self._under_way[partition.part_name("")] = 0
        self._workers.submit(partition)

    def _take(self, report: Report[Partition, Part]) -> None:
        key = report.task.part_name("")
        if not report.ended:
            self._under_way[key] = report.done
            return
        del self._under_way[key]
        if report.error:
            raise JobEnded(report.error)
        if report.result:
            self._manifest.add(report.result)
        else:
            self._killed(report.task, key)

    def _killed(self, partition: Partition, key: str) -> None:
        self.outcome.kills += 1
        self._kills[key] += 1
        if self._kills[key] < self._tries(partition):
            self._to_do.appendleft(partition)
        elif partition.count > 1:
            self.outcome.split += 1
            self._to_do.extendleft(reversed(partition.halves()))
        elif not partition.error:
            self.outcome.poison.append(partition.words)
            why = POISON.format(times=self._kills[key])
            self._to_do.appendleft(partition.undecided(why))
        else:
            raise JobEnded(UNREADABLE.format(row=partition.words))

    def _tries(self, partition: Partition) -> int:
        """A half of what killed three workers is suspect at once, a row alone no sooner."""
        is_half = partition.count < partition.rows.rows
        return 1 if is_half and partition.count > 1 else MAX_KILLS
