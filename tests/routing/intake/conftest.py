"""What the tests of the intake share: a file from bytes, and the whole of its reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from routing.intake.columns.mapping import Mapping
from routing.intake.formats.table import Reject
from routing.intake.reading import read
from routing.ticket import Ticket


@dataclass
class Result:
    """Everything a reading gave."""

    tickets: list[Ticket]
    rejects: list[Reject]
    warnings: str
    mapping: Mapping

    @property
    def bodies(self) -> list[str]:
        return [ticket.body for ticket in self.tickets]

    @property
    def ids(self) -> list[str]:
        return [ticket.id for ticket in self.tickets]

    @property
    def reject_lines(self) -> list[int]:
        return [reject.line for reject in self.rejects]


Reader = Callable[..., Result]


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Write content to a file of that name."""

    def write(content: str | bytes, name: str = "tickets.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def reading(save: Callable[..., Path]) -> Reader:
    """Read content, or a path, to its end."""

    def run(content: str | bytes | Path, name: str = "tickets.csv") -> Result:
        path = content if isinstance(content, Path) else save(content, name)
        found = read(path)
        items = list(found)
        tickets = [item for item in items if isinstance(item, Ticket)]
        rejects = [item for item in items if isinstance(item, Reject)]
        assert len(items) == found.rows == found.tickets + found.rejected
        return Result(tickets, rejects, "\n".join(found.warnings), found.mapping)

    return run
