"""Every field of some tickets, each by its own head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from routing.fields.by_text import by_text
from routing.fields.definition import Field
from routing.fields.learned import TextOf, TicketWords, learn
from routing.ticket import Ticket


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """What a head says of one ticket; value: "" where it says nothing; several stand beside | .

    alone: whether the profile that said it vouches for it; None where the dial of the run does.
    """

    ticket_key: int
    field: str
    value: str
    confidence: float
    alone: bool | None = None


def answers(
    fields: Sequence[Field], tickets: Sequence[Ticket], text: TextOf
) -> Mapping[str, list[FieldAnswer]]:
    """The answers of every head in the order of the tickets; a head that cannot learn has none."""
    taught = any(field.kind == "learned" for field in fields)
    words = TicketWords.read(tickets, text) if taught and tickets else None
    found = {field.name: _of(field, tickets, text, words) for field in fields}
    return {name: each for name, each in found.items() if each}


def _of(
    field: Field, tickets: Sequence[Ticket], text: TextOf, words: TicketWords | None
) -> list[FieldAnswer]:
    if field.kind == "learned":
        found = learn(field, words) if words else None
        pairs = zip(found.values, found.confidence, strict=True) if found else iter(())
        return [
            FieldAnswer(ticket.key, field.name, value, sure)
            for ticket, (value, sure) in zip(tickets, pairs, strict=False)
        ]
    return [FieldAnswer(t.key, field.name, *by_text(field, text(t))) for t in tickets]
