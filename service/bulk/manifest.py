"""The manifest of an output folder: a line for the job, then one for each finished part."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Final, NamedTuple

from routing.version import VERSION
from service.bulk.output_folder import OutputFolder
from service.errors import ServiceError

NAME: Final = "manifest.jsonl"
FORMAT: Final = 1


class JobLine(NamedTuple):
    """What a job was begun with: the profile's fingerprint, and rows of a partition."""

    profile: str
    rows: int


@dataclass(frozen=True, slots=True)
class Part:
    """A finished part of the output.

    part: its file. partition: what it answers, by its identity; source: of which file; first,
    last: which of the partition's rows, by place from 0, the last one left out. failed: rows with
    an error. cpu_seconds: what deciding and writing took.
    """

    part: str
    partition: str
    source: str
    first: int
    last: int
    rows_in: int
    rows_out: int
    failed: int
    sha256: str
    seconds: float = 0.0
    cpu_seconds: float = 0.0


class Manifest:
    """What of a job is finished, and in which files it stands."""

    def __init__(self, folder: OutputFolder, job: JobLine, parts: Iterable[Part] = ()) -> None:
        self.job = job
        self.parts = list(parts)
        self._folder = folder

    @classmethod
    def read(cls, folder: OutputFolder) -> Manifest | None:
        """The manifest of that folder, None where it has none.

        Raises ServiceError where it cannot be understood. A last line that was cut off counts as
        not written.
        """
        *whole, _cut = folder.text(NAME).split("\n")
        if not whole:
            return None
        try:
            job, *parts = map(json.loads, whole)
            if job["format"] != FORMAT:
                raise ServiceError(f"{folder.url} was written by another version of RouteCase.")
            return cls(
                folder, JobLine(job["profile"], job["rows"]), [Part(**each) for each in parts]
            )
        except (ValueError, KeyError, TypeError) as error:
            raise ServiceError(
                f"The manifest in {folder.url} is damaged; begin anew in an empty folder."
            ) from error

    def add(self, part: Part) -> None:
        """Let a part count; its file is written whole already."""
        self._folder.add_line(NAME, _line(part))
        self.parts.append(part)

    def write(self) -> None:
        """Write all of it anew, in one step."""
        head = {"format": FORMAT, "product": VERSION, **self.job._asdict()}
        lines = [json.dumps(head), *map(_line, self.parts)]
        self._folder.put(NAME, "".join(f"{line}\n" for line in lines).encode())

    def keep(self, partitions: frozenset[str]) -> list[Part]:
        """Let only parts of these partitions count, for good; those that no longer do."""
        gone = [part for part in self.parts if part.partition not in partitions]
        self.parts = [part for part in self.parts if part.partition in partitions]
        self.write()
        for part in gone:
            self._folder.remove(part.part)
        return gone

    def done(self, partition: str) -> list[tuple[int, int]]:
        """Which rows of a partition are finished, each time as first and last."""
        return [(part.first, part.last) for part in self.parts if part.partition == partition]


def _line(part: Part) -> str:
    return json.dumps(asdict(part), ensure_ascii=False)
