"""What one query may use."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Self

MB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use; bytes and seconds unless the name says otherwise.

    seconds: counted by the parent's clock; the query is killed then, whatever it is doing.
    memory: address space of the child process, all of it.
    database: of that, what DuckDB may use before it spills into a private folder.
    spill: how much it may spill there; the folder goes with the query.
    rows, output: where a result is cut off. columns: what a result may have at most.
    statement: the longest statement, in characters.
    """

    seconds: float = 8.0
    memory: int = 1024 * MB
    database: int = 280 * MB
    spill: int = 1024 * MB
    rows: int = 100_000
    columns: int = 1_000
    output: int = 32 * MB
    statement: int = 100_000
    threads: int = 2

    def at_most(self, seconds: float) -> Self:
        """The same, but with less time."""
        return replace(self, seconds=seconds)

    def to_message(self) -> dict[str, Any]:
        """As the child reads them."""
        return asdict(self)
