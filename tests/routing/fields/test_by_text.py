"""Fields that need no labels are told by the text alone."""

from __future__ import annotations

import pytest

from routing.fields.by_text import by_text
from routing.fields.definition import Field, FieldValue

MATTER = Field("Matter", "entity", values=(FieldValue("Outage"), FieldValue("Invoice")))


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (MATTER, "an invoice for the outage", ("Invoice | Outage", 0.5)),
        (MATTER, "hello", ("", 0.0)),
        (Field("Language", "language"), "Wo ist meine Rechnung, bitte sehr?", ("German", 1.0)),
        (Field("Language", "language"), "", ("", 0.0)),
    ],
)
def test_the_value_and_the_confidence(field, text, expected):
    assert by_text(field, text) == expected


def test_the_mood_is_a_score_and_no_certainty():
    value, confidence = by_text(Field("Mood", "sentiment"), "This is terrible!")
    assert value == "negative"
    assert 0 < confidence < 1
