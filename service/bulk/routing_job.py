"""A bulk job from what a person names: input, output, profile, and where the workers are."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jobs import Control, Meter
from jobs.processes import Processes
from jobs.workers import Workers
from routing import profile_archive
from routing.errors import FileRefused
from service.bulk.input_files import partitions
from service.bulk.job import ROWS, Job, Outcome, begin
from service.bulk.manifest import JobLine, Part
from service.bulk.output_folder import OutputFolder
from service.bulk.partition import Partition
from service.bulk.partition_worker import WorkerSetup
from service.errors import ServiceError
from service.storage.liveness import Liveness

HERE: Final = "none"
# A provider's limit, not the processors, is what bounds it: one process keeps to it for all.
ASKING_ROWS: Final = 2_000
IN_USE: Final = "Another job is writing into {folder}; wait for it, or name another folder."


@dataclass(frozen=True, slots=True)
class BulkRequest:
    """What is asked for.

    input, output: paths, or addresses such as `s3://bucket/folder`. workers: how many. address:
    `none` for processes of this machine, `auto` or `ray://HOST:PORT` for a Ray cluster. rows: of a
    partition, None for what suits the router. key_for: hosts a model's key may go to.
    """

    input: str
    output: str
    profile: Path
    workers: int
    address: str = HERE
    resume: bool = False
    rows: int | None = None
    key_for: tuple[str, ...] = ()


def route(
    asked: BulkRequest, control: Control, meter: Meter, make: MakesWorkers | None = None
) -> Outcome:
    """Decide on every row of the input; raises ExpectedError where it cannot, or not go on.

    make: makes the workers, instead of those that the address names.
    """
    profile = profile_archive.read(asked.profile)
    folder = OutputFolder(asked.output)
    asks = profile.llm is not None
    job = JobLine(
        profile.fingerprint, asked.rows or (ASKING_ROWS if asks else ROWS), profile.router,
        profile.taxonomy.to_toml(),
    )  # fmt: skip
    _check_apart(asked)
    manifest = begin(folder, job, resume=asked.resume)
    if folder.local and not Liveness(folder.local / ".locks").hold("driver"):
        raise ServiceError(IN_USE.format(folder=asked.output))
    meter.begin("Reading the input", 0)
    found = list(partitions(asked.input, manifest.job.rows))
    setup = WorkerSetup(
        asked.profile.read_bytes(), profile.fingerprint, asked.output, asked.key_for
    )
    count = 1 if asks else max(1, min(asked.workers, len(found)))
    with closing(_Stopping((make or _workers)(asked.address, setup, count))) as started:
        return Job(manifest, found, started.workers).run(control, meter)


MakesWorkers = Callable[[str, WorkerSetup, int], Workers[Partition, Part]]


class _Stopping:
    """Workers that are ended by `close`."""

    def __init__(self, workers: Workers[Partition, Part]) -> None:
        self.workers = workers
        self.close = workers.stop


def _workers(address: str, setup: WorkerSetup, count: int) -> Workers[Partition, Part]:
    if address == HERE:
        return Processes(setup, count)
    # The one part that needs the packages of the extra.
    from service.bulk.ray_workers import RayWorkers  # noqa: PLC0415

    return RayWorkers(setup, count, address)


def _check_apart(asked: BulkRequest) -> None:
    """Raises FileRefused where the output lies within the input: it would be read as input."""
    if asked.output.rstrip("/").startswith(asked.input.rstrip("/")):
        raise FileRefused("The output lies within the input; name a folder beside it.")
