"""A ticket: one customer request, and what the export knows of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Ticket:
    """One customer request, its values kept to the letter.

    key: unique number of the ticket within its workspace or file, in file order from 1;
        `id` is the desk's own and may repeat.
    line: line (text files) or row (sheets, JSON) where the ticket starts, from 1.
    category: the actual category (ground truth), None when the export has none.
    first_category: where a person put it at first.
    triage_seconds, handle_seconds: measured by the desk, in seconds.
    attributes: other columns of the export, in its order: name and value, empty values left out.
    """

    key: int
    id: str
    subject: str
    body: str
    category: str | None = None
    first_category: str | None = None
    created_at: datetime | None = None
    solved_at: datetime | None = None
    channel: str | None = None
    language: str | None = None
    reassignments: int | None = None
    triage_seconds: float | None = None
    handle_seconds: float | None = None
    line: int = 0
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """Subject and body as one text, the way a router reads it."""
        return f"{self.subject}\n{self.body}".strip()
