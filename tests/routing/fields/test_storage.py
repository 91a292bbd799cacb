"""Fields that are saved and loaded answer as before, and damaged ones are noticed."""

from __future__ import annotations

import json

import pytest

from routing.confidence_map import ConfidenceMap
from routing.fields.definition import Field
from routing.fields.head import FieldHead
from routing.fields.learned import TicketWords, head_of
from routing.fields.storage import HEADS, load, save
from tests.routing.fields.test_learned import PRIORITY, desk

TICKETS = desk(60)


@pytest.fixture(scope="module")
def heads() -> tuple[FieldHead, ...]:
    learned = head_of(PRIORITY, TicketWords.read(TICKETS, lambda t: t.text))
    return (
        FieldHead(Field("Mood", "sentiment"), None),
        FieldHead(PRIORITY, 0.8, ConfidenceMap(1.0, 0.5, 0.1), learned),
    )


def test_loaded_heads_answer_to_the_bit_as_the_saved_ones(heads, tmp_path):
    save(heads, tmp_path / "fields")
    back = load(tmp_path / "fields")
    assert [each.fingerprint for each in back] == [each.fingerprint for each in heads]
    asked = TICKETS[0]
    assert [h.fill(asked, asked.text) for h in back] == [h.fill(asked, asked.text) for h in heads]


def test_where_none_were_saved_there_are_none(tmp_path):
    assert load(tmp_path / "fields") == ()


def test_a_head_whose_words_do_not_fit_its_numbers_is_refused(heads, tmp_path):
    save(heads, tmp_path)
    told = json.loads((tmp_path / HEADS).read_text())
    told[1]["learned"]["terms"].pop()
    (tmp_path / HEADS).write_text(json.dumps(told))
    with pytest.raises(ValueError, match="Priority"):
        load(tmp_path)
