"""Which column holds what: the mapping of a file's columns to the fields of a ticket."""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from routing.errors import FileRefused

_SHOWN: Final = 30


@dataclass(frozen=True, slots=True)
class Mapping:
    """For each field of a ticket the name of its column, None where the file has none.

    stations: a column that counts assignments with the first one included (Zendesk's
        `Group stations`); read as reassignments + 1, and only where `reassignments` is None.
    """

    id: str | None = None
    subject: str | None = None
    body: str | None = None
    category: str | None = None
    first_category: str | None = None
    created_at: str | None = None
    solved_at: str | None = None
    channel: str | None = None
    language: str | None = None
    reassignments: str | None = None
    triage_seconds: str | None = None
    handle_seconds: str | None = None
    stations: str | None = None

    def found(self) -> dict[str, str]:
        """Only the fields that have a column."""
        return {field: column for field, column in asdict(self).items() if column is not None}

    @classmethod
    def of(cls, values: Pairs[str, Any]) -> Mapping:
        """A mapping from a plain dictionary; unknown keys are an error of the caller."""
        return cls(**{field: str(column) for field, column in values.items() if column})

    def checked(self, columns: Sequence[str]) -> Mapping:
        """The same mapping, when the columns are there and a text is among them.

        Raises FileRefused naming the columns the file has.
        """
        for field, column in self.found().items():
            if column not in columns:
                raise FileRefused(
                    f'The column "{column}" for {field} is not in the file; '
                    f"its columns are: {listed(columns)}."
                )
        if self.subject is None and self.body is None:
            raise FileRefused(
                "The file has no column with the subject or the body of a ticket; "
                f"its columns are: {listed(columns)}."
            )
        return self

    def unmapped(self, columns: Sequence[str]) -> list[str]:
        """The columns that hold no field; they are kept as attributes."""
        taken = set(self.found().values())
        return [column for column in columns if column not in taken]


FIELDS: Final = tuple(field.name for field in fields(Mapping))


def listed(columns: Sequence[str]) -> str:
    """Column names for a sentence."""
    names = ", ".join(f'"{name[:80]}"' for name in columns[:_SHOWN])
    return names + (f" and {len(columns) - _SHOWN:,} more" if len(columns) > _SHOWN else "")
