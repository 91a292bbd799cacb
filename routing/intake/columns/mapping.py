"""Which column holds what: the mapping, guessed from headers first and content second."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Pairs
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final

from routing.errors import FileRefused
from routing.intake.columns.content import guess_from_content
from routing.intake.columns.header_aliases import Preset, names_of, normal, words

_SHOWN: Final = 30
_MANY: Final = 20


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


FIELDS: Final = tuple(field.name for field in fields(Mapping))


def listed(columns: Sequence[str]) -> str:
    """Column names for a sentence."""
    names = ", ".join(f'"{name[:80]}"' for name in columns[:_SHOWN])
    return names + (f" and {len(columns) - _SHOWN:,} more" if len(columns) > _SHOWN else "")


def preset_for(columns: Iterable[str]) -> Preset | None:
    """The help desk whose export has these columns, None when it is no known one.

    >>> preset_for(["Id", "Subject", "Group stations"]).name
    'Zendesk'
    """
    present = {normal(column) for column in columns}
    return next((preset for preset in words().presets if preset.has <= present), None)


def guess_mapping(columns: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> Mapping:
    """The likeliest mapping for these columns; `rows` help when the headers tell nothing.

    >>> guess_mapping(["Ticket ID", "Subject", "Description", "Group"]).category
    'Group'
    """
    by_name = _by_name(columns, rows)
    if by_name.subject is None and by_name.body is None:
        return _with_content(by_name, columns, rows)
    return by_name


def _by_name(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Mapping:
    preset = preset_for(columns)
    named: dict[str, list[str]] = {}
    for number, column in enumerate(columns):
        if not _empty(rows, number):
            for name in names_of(column):
                named.setdefault(name, []).append(column)
    taken: set[str] = set()
    found: dict[str, str] = {}
    for field in _ORDER:
        wanted = (preset.fields.get(field, ()) if preset else ()) + words().fields[field]
        free = (c for word in wanted for c in named.get(word, ()) if c not in taken)
        if chosen := next(free, None):
            found[field] = chosen
            taken.add(chosen)
    return _settled(Mapping(**found))


# The surer words choose first: "ticket id" before "ticket", "source.subject" before "source".
_ORDER: Final = (
    "first_category", "subject", "body", "category", "created_at", "solved_at", "stations",
    "reassignments", "triage_seconds", "handle_seconds", "language", "channel", "id",
)  # fmt: skip


def _empty(rows: Sequence[Sequence[str]], number: int) -> bool:
    """Whether a column holds nothing in all of many rows."""
    cells = [row[number] for row in rows if number < len(row)]
    return len(cells) >= _MANY and not any(cell.strip() for cell in cells)


def _settled(mapping: Mapping) -> Mapping:
    return replace(mapping, stations=None) if mapping.reassignments else mapping


def _with_content(
    mapping: Mapping, columns: Sequence[str], rows: Sequence[Sequence[str]]
) -> Mapping:
    taken = set(mapping.found().values())
    others = words().other
    free = [
        n for n, column in enumerate(columns)
        if column not in taken and normal(column) not in others
    ]  # fmt: skip
    guess = guess_from_content(free, rows)
    named = {field: columns[n] for field, n in guess.items() if getattr(mapping, field) is None}
    return replace(mapping, **named)
