"""What a job asks of those who do its partitions, whether processes here or actors of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from service.bulk.manifest import Part
from service.bulk.partition import Partition


class Works(Protocol):
    """Does partitions, one after the other, in a process of its own."""

    def work(self, partition: Partition) -> Iterator[int | Part]:
        """The rows decided so far, now and then, and at last the part that was written.

        Raises ExpectedError with a sentence where the whole job must end.
        """
        ...


# Travels to each process and makes its worker there.
MakesWorker = Callable[[], Works]


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a partition, or how far it is.

    rows: decided so far. part: what was written at the end. killed: its worker is gone.
    error: the sentence for which the whole job must end.
    """

    partition: Partition
    rows: int = 0
    part: Part | None = None
    killed: bool = False
    error: str | None = None

    @property
    def ended(self) -> bool:
        """Whether the worker is free again, or gone and replaced."""
        return self.killed or self.part is not None or self.error is not None


class Workers(Protocol):
    """A fixed number of workers; one that dies is replaced."""

    @property
    def free(self) -> int:
        """How many have nothing to do."""
        ...

    def submit(self, partition: Partition) -> None:
        """Give it to a free worker."""
        ...

    def wait(self, seconds: float) -> Sequence[Report]:
        """What happened, at the latest after so many seconds."""
        ...

    def stop(self) -> None:
        """End all of them at once; what they were at is not finished."""
        ...
