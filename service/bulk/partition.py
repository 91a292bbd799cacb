"""The unit of work: some rows of an input file, known again by their content."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from routing.intake.row_ranges import FileLayout, RowRange


@dataclass(frozen=True, slots=True)
class Partition:
    """Rows of a file that are decided together and written as one part of the output.

    source: the file as people know it. url: where it stands. digest: of its content, by which a
    change is noticed. first, last: which of the rows, by place from 0, the last one left out;
    all of them unless it was split. error: why they are written without being decided.
    """

    source: str
    url: str
    rows: RowRange
    digest: str
    first: int
    last: int
    layout: FileLayout = field(repr=False)
    error: str = ""

    @classmethod
    def whole(
        cls, source: str, url: str, rows: RowRange, digest: str, layout: FileLayout
    ) -> Partition:
        """All rows of a range."""
        return cls(source, url, rows, digest, 0, rows.rows, layout)

    @property
    def identity(self) -> str:
        """What it is known by in every run: the file's name, the place in it and the content."""
        told = f"{self.source}\0{self.rows.first_row}\0{self.rows.rows}\0{self.digest}"
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    @property
    def count(self) -> int:
        """How many rows."""
        return self.last - self.first

    @property
    def words(self) -> str:
        """Which rows of which file, for people."""
        first = self.rows.first_row + self.first
        if self.count == 1:
            return f"row {first:,} of {self.source}"
        return f"rows {first:,} to {first + self.count - 1:,} of {self.source}"

    def part_name(self, profile: str) -> str:
        """The file its decisions under a profile are written to."""
        told = f"{self.identity}\0{self.first}\0{self.last}\0{profile}"
        return f"part-{hashlib.sha256(told.encode()).hexdigest()[:32]}.parquet"

    def only(self, first: int, last: int) -> Partition:
        """Some of the rows."""
        return replace(self, first=first, last=last)

    def undecided(self, why: str) -> Partition:
        """The same rows, to be written with an error."""
        return replace(self, error=why)

    def halves(self) -> tuple[Partition, Partition]:
        """Its rows as two partitions; it must have several."""
        middle = self.first + self.count // 2
        return self.only(self.first, middle), self.only(middle, self.last)

    def without(self, done: Sequence[tuple[int, int]]) -> list[Partition]:
        """What is left of it where some of its rows are done, each given as first and last."""
        left, at = [], self.first
        for first, last in sorted(done):
            if first > at:
                left.append(self.only(at, first))
            at = max(at, last)
        return [*left, self.only(at, self.last)] if at < self.last else left
