"""The count of tokens comes nearer to the provider's with every answer, and an answer has room."""

from __future__ import annotations

import pytest

from routing.attempt import Question
from routing.routers.llm.prompt import default_prompt
from routing.routers.llm.provider import Usage
from routing.routers.llm.token_calibration import MAX_ROOM, MIN_GROWN_ROOM, Counting
from routing.taxonomy import Category, Taxonomy

TAXONOMY = Taxonomy((Category("Card", "Cards"), Category("Loan", "Loans")))
PACK = [Question("a", "my card is lost", tokens=5), Question("b", "a loan", tokens=3)]


@pytest.fixture
def counting() -> Counting:
    return Counting(default_prompt(), TAXONOMY, extra_tokens=10)


def test_after_many_answers_a_prompt_is_counted_as_the_provider_counts_it(counting):
    actual = 2 * counting.prompt(PACK)
    for _ in range(40):
        counting.learn(PACK, Usage(actual, 1))
    assert counting.prompt(PACK) == pytest.approx(actual, rel=0.01)


def test_an_answer_without_usage_teaches_nothing(counting):
    before = counting.prompt(PACK)
    counting.learn(PACK, None)
    assert counting.prompt(PACK) == before


def test_the_worst_prompt_is_never_below_the_likely_one_nor_below_its_bytes(counting):
    dense = [Question("c", "漢" * 4000, tokens=1)]
    assert counting.worst_prompt(PACK) >= counting.prompt(PACK)
    assert counting.worst_prompt(dense) >= 4000 * 3 / 4


def test_room_grows_after_an_answer_that_was_cut_and_shrinks_where_it_is_not_allowed(counting):
    room = counting.room(1, stated=True)
    counting.grow(room)
    grown = counting.room(1, stated=True)
    assert grown == max(4 * room, MIN_GROWN_ROOM)
    counting.grow(MAX_ROOM)
    assert counting.room(1, stated=True) == MAX_ROOM
    assert counting.shrink(MAX_ROOM)
    assert counting.room(1, stated=True) == MAX_ROOM // 2
    counting.grow(MAX_ROOM)
    assert counting.room(1, stated=True) == MAX_ROOM // 2


def test_room_that_never_grew_cannot_shrink(counting):
    assert not counting.shrink(counting.room(1, stated=True))


def test_instructions_show_only_the_asked_categories(counting):
    whole, counted = counting.system(())
    part, fewer = counting.system((), ("Card",))
    assert "Loan" in whole
    assert "Loan" not in part
    assert fewer < counted
