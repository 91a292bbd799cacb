"""Confidence from the tokens that spell a category, and from what they were chosen over."""

from __future__ import annotations

import math

import pytest

from routing.routers.llm.answer.likelihood import MIN_ALTERNATIVE, likelihood, rivals
from routing.routers.llm.provider import Completion, Token

NAMES = ("Billing", "Delivery", "Deliverance", "Spam")


def answered(*parts: tuple[str, float]) -> Completion:
    tokens = tuple(Token(text, math.log(share)) for text, share in parts)
    return Completion("".join(token.text for token in tokens), tokens=tokens)


def test_the_probability_is_that_of_all_tokens_of_the_name_and_of_no_others():
    completion = answered(('{"category": "', 0.5), ("Bill", 0.9), ("ing", 0.8), ('"}', 0.5))
    found = likelihood(completion, "Billing", None)
    assert found
    assert found[0] == pytest.approx(0.72)
    assert found[1].text == "Bill"


def test_of_several_entries_the_one_of_that_id_is_read():
    completion = answered(
        ('{"1": "', 1.0), ("Spam", 0.6), ('", "2": "', 1.0), ("Spam", 0.9), ('"}', 1.0)
    )
    assert likelihood(completion, "Spam", "1")[0] == pytest.approx(0.6)
    assert likelihood(completion, "Spam", "2")[0] == pytest.approx(0.9)
    assert likelihood(completion, "Spam", "3") is None


def test_without_tokens_or_without_the_name_there_is_no_probability():
    assert likelihood(Completion('{"category": "Spam"}'), "Spam", None) is None
    assert likelihood(answered(('{"category": "', 1.0), ("Spam", 1.0)), "Billing", None) is None


def test_tokens_that_do_not_spell_the_answer_tell_nothing():
    completion = Completion('"Spam"', tokens=(Token('"Sp', 0.0), Token('um"', 0.0)))
    assert likelihood(completion, "Spam", None) is None


def test_a_rival_is_what_only_one_other_category_begins_with():
    first = Token("Bill", math.log(0.5), (
        ("Bill", math.log(0.5)), ("Del", math.log(0.3)), ("Sp", math.log(0.1)),
        ("S", math.log(0.05)), ("x", math.log(0.05)),
    ))  # fmt: skip
    found = rivals(first, NAMES, "Billing", 0.5)
    assert [(each.category, round(each.confidence, 3)) for each in found] == [("Spam", 0.1)]


def test_no_rival_is_likelier_than_what_the_chosen_one_leaves_and_none_is_negligible():
    first = Token("B", 0.0, (("Sp", math.log(0.9)), ("Delivery", math.log(MIN_ALTERNATIVE / 2))))
    found = rivals(first, NAMES, "Billing", 0.2)
    assert [(each.category, each.confidence) for each in found] == [("Spam", 0.2)]
