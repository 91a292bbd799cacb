"""What a job asks of those who do its tasks, whether processes here or actors of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
Task_contra = TypeVar("Task_contra", contravariant=True)
Result_co = TypeVar("Result_co", covariant=True)


class Works(Protocol[Task_contra, Result_co]):
    """Does tasks, one after the other, in a process of its own."""

    def work(self, task: Task_contra) -> Iterator[int | Result_co]:
        """How many units are done so far, now and then, and at last the result.

        Raises ExpectedError with a sentence where the whole job must end.
        """
        ...


# Travels to each process and makes its worker there.
MakesWorker = Callable[[], Works[Task, Result]]


@dataclass(frozen=True, slots=True)
class Report(Generic[Task, Result]):
    """What became of a task, or how far it is.

    done: units so far. result: what the worker gave at the end. killed: the worker is gone.
    error: the sentence for which the whole job must end.
    """

    task: Task
    done: int = 0
    result: Result | None = None
    killed: bool = False
    error: str | None = None

    @property
    def ended(self) -> bool:
        """Whether the worker is free again, or gone and replaced."""
        return self.killed or self.result is not None or self.error is not None


class Workers(Protocol[Task, Result]):
    """A fixed number of workers; one that dies is replaced."""

    @property
    def free(self) -> int:
        """How many have nothing to do."""
        ...

    def submit(self, task: Task) -> None:
        """Give it to a free worker."""
        ...

    def wait(self, seconds: float) -> Sequence[Report[Task, Result]]:
        """What happened, at the latest after so many seconds."""
        ...

    def stop(self) -> None:
        """End all of them at once; what they were at is not finished."""
        ...
