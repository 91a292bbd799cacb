"""Every field of some tickets, each by its own head."""

from __future__ import annotations

from routing.fields.definition import Field, FieldValue
from routing.fields.heads import answers
from tests.routing.fields.test_learned import PRIORITY, desk


def test_each_field_answers_every_ticket_in_order():
    fields = [
        PRIORITY, Field("Mood", "sentiment"), Field("Language", "language"),
        Field("Matter", "entity", values=(FieldValue("Outage"), FieldValue("Invoice"))),
    ]  # fmt: skip
    tickets = desk(60)
    found = answers(fields, tickets, lambda t: t.text)
    assert list(found) == ["Priority", "Mood", "Language", "Matter"]
    for name, each in found.items():
        assert [a.ticket_key for a in each] == [t.key for t in tickets]
        assert {a.field for a in each} == {name}


def test_a_text_that_names_two_values_gives_both_with_less_confidence():
    field = Field("Matter", "entity", values=(FieldValue("Outage"), FieldValue("Invoice")))
    ticket = desk(1)[0].__class__(1, "1", "", "an invoice for the outage")
    (found,) = answers([field], [ticket], lambda t: t.text)["Matter"]
    assert (found.value, found.confidence) == ("Invoice | Outage", 0.5)


def test_a_head_that_cannot_learn_has_no_answers():
    assert answers([PRIORITY], desk(5), lambda t: t.text) == {}
