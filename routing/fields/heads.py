"""Every field of some tickets, each by its own head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from routing.fields.definition import Field
from routing.fields.entities import entities
from routing.fields.learned import TextOf, TicketWords, learn
from routing.fields.sentiment import sentiment
from routing.language import language
from routing.ticket import Ticket

BESIDE = " | "


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """What a head says of one ticket; value: "" where it says nothing; several stand beside | ."""

    ticket_key: int
    field: str
    value: str
    confidence: float


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
    return [FieldAnswer(t.key, field.name, *_by_text(field, text(t))) for t in tickets]


def _by_text(field: Field, text: str) -> tuple[str, float]:
    """What the text alone tells: a value and the confidence in it."""
    if field.kind == "entity":
        named = entities(field, text)
        return BESIDE.join(named), 1.0 / len(named) if named else 0.0
    if field.kind == "language":
        name = language(text)
        return (name, 1.0) if name else ("", 0.0)
    return sentiment(text)
