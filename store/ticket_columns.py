"""The columns of a ticket in the workspace: those of `routing.ticket.Ticket`, named nowhere else.

A new field of a ticket needs a migration that adds its column, and nothing more in this package.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, Final

from routing.ticket import Ticket

FIELDS: Final = tuple(field.name for field in fields(Ticket))
# A ticket is numbered anew in every workspace, and its key joins all tables.
COLUMNS: Final = tuple("ticket_key" if name == "key" else name for name in FIELDS)
_ATTRIBUTES: Final = FIELDS.index("attributes")


def to_tickets(rows: Iterable[tuple[Any, ...]]) -> list[Ticket]:
    """Rows of `{ticket_columns}` as tickets."""
    return [Ticket(*_plain(row)) for row in rows]


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row with its attributes as pairs, as a ticket has them."""
    pairs = tuple((row[_ATTRIBUTES] or {}).items())
    return (*row[:_ATTRIBUTES], pairs, *row[_ATTRIBUTES + 1 :])
