"""Workers of a bulk job that decide nothing: they note which rows they had, and die when told."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass

from routing.intake.columns.mapping import Mapping
from routing.intake.row_ranges import FileLayout, RowRange
from service.bulk.manifest import Part
from service.bulk.output_folder import OutputFolder
from service.bulk.partition import Partition
from service.errors import ServiceError


@dataclass(frozen=True)
class FakeSetup:
    """output: where parts go. poison: rows that kill. seconds: what a row takes.

    refuses: a row at which the whole job must end. once: a row that kills the first time only.
    """

    output: str
    poison: frozenset[int] = frozenset()
    seconds: float = 0.0
    refuses: int = -1
    once: int = -1

    def __call__(self) -> FakeWorker:
        return FakeWorker(self)


class FakeWorker:
    """Writes the numbers of the rows of a partition, one a line."""

    def __init__(self, setup: FakeSetup) -> None:
        self._setup = setup
        self._folder = OutputFolder(setup.output)

    def work(self, partition: Partition) -> Iterator[int | Part]:
        rows = rows_of(partition)
        for done, row in enumerate(rows, 1):
            if row in self._setup.poison and not partition.error:
                os.kill(os.getpid(), signal.SIGKILL)
            if row == self._setup.once and "died" not in self._folder.names():
                self._folder.put("died", b"")
                os.kill(os.getpid(), signal.SIGKILL)
            if row == self._setup.refuses:
                raise ServiceError("The router cannot be asked.")
            time.sleep(self._setup.seconds)
            yield done
        data = "".join(f"{row}{partition.error and ' failed'}\n" for row in rows).encode()
        name = partition.part_name("fake")
        self._folder.put(name, data)
        yield Part(
            name, partition.identity, partition.source, partition.first, partition.last,
            len(rows), len(rows), len(rows) if partition.error else 0,
            hashlib.sha256(data).hexdigest(),
        )  # fmt: skip


def rows_of(partition: Partition) -> list[int]:
    """Their numbers in the file."""
    first = partition.rows.first_row
    return list(range(first + partition.first, first + partition.last))


def fake_partition(number: int, rows: int = 8, content: str = "as it was") -> Partition:
    """The so manieth partition of a file."""
    first = number * rows + 1
    return Partition.whole(
        "tickets.csv", "tickets.csv", RowRange(0, 0, first, first, rows), content,
        FileLayout("tickets.csv", Mapping(subject="subject")),
    )  # fmt: skip
