"""What the text alone tells of a field that needs no labels."""

from __future__ import annotations

from typing import Final

from routing.fields.definition import Field
from routing.fields.entities import entities
from routing.fields.sentiment import sentiment
from routing.language import language

BESIDE: Final = " | "


def by_text(field: Field, text: str) -> tuple[str, float]:
    """A value and the confidence in it; several values stand beside |."""
    if field.kind == "entity":
        named = entities(field, text)
        return BESIDE.join(named), 1.0 / len(named) if named else 0.0
    if field.kind == "language":
        name = language(text)
        return (name, 1.0) if name else ("", 0.0)
    return sentiment(text)
