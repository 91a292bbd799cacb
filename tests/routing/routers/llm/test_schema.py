"""The schema of an answer: every id once, every category and Unknown, and nothing else."""

from __future__ import annotations

import pytest

from routing.routers.llm.schema import answer_schema, answer_tokens
from routing.taxonomy import UNKNOWN

NAMES = ("Billing", "Delivery and returns")


@pytest.mark.parametrize("stated", [True, False])
@pytest.mark.parametrize("tickets", [1, 2, 5])
def test_an_answer_has_all_of_its_entries_and_no_others(tickets, stated):
    schema = answer_schema(NAMES, tickets, stated=stated)
    assert schema["additionalProperties"] is False
    assert schema["required"] == list(schema["properties"])
    if tickets > 1:
        assert schema["required"] == [str(i) for i in range(1, tickets + 1)]


def test_unknown_is_always_a_way_out():
    one = answer_schema(NAMES, 1, stated=False)
    several = answer_schema(NAMES, 3, stated=False)
    assert one["properties"]["category"]["enum"] == [*NAMES, UNKNOWN]
    assert several["$defs"]["answer"]["enum"] == [*NAMES, UNKNOWN]


def test_a_confidence_is_asked_for_only_where_it_is_to_be_stated():
    assert "confidence" not in answer_schema(NAMES, 1, stated=False)["properties"]
    assert "confidence" in answer_schema(NAMES, 1, stated=True)["properties"]
    assert "confidence" in answer_schema(NAMES, 2, stated=True)["$defs"]["answer"]["properties"]


def test_there_is_room_for_more_where_more_is_said():
    small = answer_tokens(("A",), 1, stated=False)
    assert small < answer_tokens(("A",), 1, stated=True)
    assert small < answer_tokens(("A",), 2, stated=False)
    assert small < answer_tokens(("A very long name of a category",), 1, stated=False)
