"""Workers as actors of a Ray cluster; it only needs Ray's core.

Ray's own data sets are left aside: they cut partitions anew, retry a whole task and write it
again under another name. Here an actor does one partition, writes its part itself, and what it
died of is counted by the job.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Final

import ray
from ray.exceptions import RayActorError, RayError, RayTaskError

from jobs.errors import ExpectedError
from jobs.processes import UNEXPECTED
from jobs.workers import MakesWorker, Report, Works
from service.bulk.manifest import Part
from service.bulk.partition import Partition
from service.errors import ServiceError

# The head gives its raylet 30 s, fixed; on a busy machine that is not always enough.
MAX_STARTS: Final = 3
PAUSE: Final = 5.0
OBJECT_STORE_BYTES: Final = 200_000_000
# No report to the vendor, no collection of metrics.
_QUIET: Final = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_enable_metrics_collection": "0"}
_HERE: Final = "auto"
UNREACHABLE: Final = "The Ray cluster at {address} cannot be reached ({why}); check `ray status`."
NO_START: Final = "Ray did not start on this machine in {times} tries; use --address none."


class RayWorkers:
    """make: makes the worker of each actor. count: how many actors, of one processor each.

    address: `auto` for the cluster of this machine, started where there is none; or `ray://…`.
    """

    def __init__(self, make: MakesWorker[Partition, Part], count: int, address: str) -> None:
        _connect(address, count)
        self._make = ray.put(make)
        # No restart by Ray: the job counts what an actor died of.
        self._actor: Any = ray.remote(num_cpus=1, max_restarts=0)(_Actor)
        self._free = [self._start() for _ in range(count)]
        self._busy: dict[Any, tuple[Any, Partition]] = {}

    @property
    def free(self) -> int:
        """How many have nothing to do."""
        return len(self._free)

    def submit(self, partition: Partition) -> None:
        """Give it to a free actor."""
        actor = self._free.pop()
        self._busy[actor.work.remote(partition)] = actor, partition

    def wait(self, seconds: float) -> Sequence[Report[Partition, Part]]:
        """What happened; an actor that is gone is replaced."""
        ready, _ = ray.wait(list(self._busy), num_returns=1, timeout=seconds, fetch_local=False)
        return [self._heard(stream) for stream in ready]

    def stop(self) -> None:
        """End all actors, and what of Ray was started for them."""
        for actor, _ in self._busy.values():
            with suppress(RayError):
                ray.kill(actor)
        ray.shutdown()

    def _heard(self, stream: Any) -> Report[Partition, Part]:
        actor, partition = self._busy[stream]
        try:
            told = ray.get(next(stream))
        except RayActorError:
            del self._busy[stream]
            self._free.append(self._start())
            return Report(partition, killed=True)
        except (RayTaskError, StopIteration) as error:
            told = UNEXPECTED.format(error=error)
        if isinstance(told, int):
            return Report(partition, done=told)
        del self._busy[stream]
        self._free.append(actor)
        if isinstance(told, str):
            return Report(partition, error=told)
        return Report(partition, result=told)

    def _start(self) -> Any:
        return self._actor.remote(self._make)


class _Actor:
    """Makes its worker at the first partition, and does one after the other."""

    def __init__(self, make: MakesWorker[Partition, Part]) -> None:
        self._make: Callable[[], Works[Partition, Part]] = make
        self._worker: Works[Partition, Part] | None = None

    @ray.method(num_returns="streaming")
    def work(self, partition: Partition) -> Iterator[int | str | Part]:
        """What `Works.work` gives; a sentence where the job must end."""
        try:
            self._worker = self._worker or self._make()
            yield from self._worker.work(partition)
        except ExpectedError as error:
            yield str(error)


def _connect(address: str, count: int) -> None:
    """Join the cluster; raises ServiceError where there is none."""
    os.environ.update(_QUIET)
    options: dict[str, Any] = {"log_to_driver": False, "configure_logging": False}
    try:
        ray.init(address=address, **options)
    except (ConnectionError, ImportError) as error:  # the client of ray:// is a part by itself
        if address != _HERE:
            raise ServiceError(UNREACHABLE.format(address=address, why=error)) from error
        _start_here(count, options)


def _start_here(count: int, options: dict[str, Any]) -> None:
    for _ in range(MAX_STARTS):
        try:
            ray.init(
                num_cpus=count, include_dashboard=False,
                object_store_memory=OBJECT_STORE_BYTES, **options,
            )  # fmt: skip
        except (RayError, RuntimeError, TimeoutError, ConnectionError, OSError):
            ray.shutdown()
            time.sleep(PAUSE)
        else:
            return
    raise ServiceError(NO_START.format(times=MAX_STARTS))
