"""Fields as people write them: read back as they were, refused with the place that is wrong."""

from __future__ import annotations

import pytest

from routing.errors import TaxonomyError
from routing.fields.definition import (
    EXAMPLE,
    Field,
    FieldValue,
    fields_from_toml,
    fields_to_toml,
)
from routing.ticket import Ticket

FIELDS = (
    Field(
        "Priority", "learned", "priority", ("plan",), target="priority", seconds=4.0, precision=0.9
    ),
    Field("Product", "entity", values=(FieldValue("Phone X", ("px",), r"PX-\d+"),)),
    Field("Mood", "sentiment"),
)


def test_what_is_written_is_read_back_as_it_was():
    assert fields_from_toml(fields_to_toml(FIELDS)) == FIELDS
    assert fields_from_toml(EXAMPLE)[0].read == ("plan", "channel")
    assert fields_from_toml("") == ()


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[[field]", "not valid TOML"),
        ("colour = 1", "nothing else"),
        ("[[field]]", '"name" is missing'),
        ('[[field]]\nname="A"\nkind="guess"', '"kind" must be one of'),
        ('[[field]]\nname="A"\nkind="learned"', 'name the "column"'),
        ('[[field]]\nname="A"\nkind="entity"', "an entity needs tables"),
        (
            '[[field]]\nname="A"\nkind="entity"\n[[field.value]]\nname="x"\npattern="("',
            "no regular",
        ),
        (
            '[[field]]\nname="A"\nkind="language"\n[[field]]\nname="a"\nkind="language"',
            "used twice",
        ),
        ('[[field]]\nname="A"\nkind="language"\ncolor=1', 'unknown key "color"'),
        ('[[field]]\nname="A"\nkind="language"\nseconds=-1', "must be a number from 0"),
        ('[[field]]\nname="A"\nkind="language"\nprecision=95', "number from 0 to 1"),
        ('[[field]]\nname="A"\nkind="language"\nread="plan"', "a list of texts"),
    ],
)
def test_what_is_wrong_is_named(toml, said):
    with pytest.raises(TaxonomyError, match=said.replace("[", r"\[")):
        fields_from_toml(toml)


def test_the_actual_value_stands_in_a_column_of_the_export_whatever_its_case():
    ticket = Ticket(1, "7", "", "", channel="mail", attributes=(("Priority", "high"),))
    assert FIELDS[0].actual(ticket) == "high"
    assert Field("Way", "learned", "channel").actual(ticket) == "mail"
    assert Field("Mood", "sentiment").actual(ticket) is None


def test_a_language_is_the_same_as_a_tag_and_by_its_name():
    spoken = Field("Language", "language", "language")
    found = [
        spoken.actual(Ticket(1, "1", "", "", language=tag)) for tag in ("pt-BR", "de", "Dutch")
    ]
    assert found == ["Portuguese", "German", "Dutch"]
    assert Field("Tag", "learned", "language").actual(Ticket(1, "1", "", "", language="de")) == "de"
