"""What models say, read with care: certain, or a problem with a name; never a guess."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.routers.llm.answer import answer_parsing
from routing.routers.llm.answer.answer_parsing import Reader
from routing.routers.llm.provider import Completion, Token

NAMES = ("Billing", "Technical Support", "Tech & API", "Spam")
READER = Reader(NAMES)


def one(text: str, **known: object) -> answer_parsing.ParsedAnswer:
    return READER.read(Completion(text, **known), 1)[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        '{"category": "Technical Support"}',
        '```json\n{"category": "technical support"}\n```',
        'Sure! Here it is: {"category": "Technical Support", "confidence": 0.7}',
        "Technical Support",
        "  **TECHNICAL_SUPPORT**. ",
        "Category: Technical Support",
        "The customer cannot log in, so this belongs to Technical Support.",
        '"technical-support"',
        '<think>Billing? No.</think>{"category": "Technical Support"}',
        '{"answers": [{"id": 1, "category": "Technical Support"}]}',
        '{"1": "Technical Support"}',
        '{"label": "Technical Support"}',
        '{"label": "technical support", "confidence": 0.7, "reason": "cannot log in"}',
        '{"classification": {"category": "Technical Support"}}',
        '["Technical Support"]',
        '[{"category": "Technical Support"}]',
        '{"results": [{"label": "Technical Support"}]}',
    ],
)
def test_a_certain_answer_is_understood_however_it_is_dressed(text):
    assert one(text).category == "Technical Support"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", answer_parsing.EMPTY),
        ("   \n", answer_parsing.EMPTY),
        ('{"category": ""}', answer_parsing.EMPTY),
        ('{"category": null}', answer_parsing.EMPTY),
        ('{"category": "auto_loan"}', answer_parsing.NO_CATEGORY),
        ("Billing or Spam", answer_parsing.UNCLEAR),
        ("This is not Billing.", answer_parsing.UNCLEAR),
        ("I cannot say.", answer_parsing.UNCLEAR),
        ('{"category": ["Billing", "Spam"]}', answer_parsing.UNCLEAR),
        ('{"category": "Billing", "category": "Spam"}', answer_parsing.EMPTY),
        ('{"first": "Billing", "second": "Spam"}', answer_parsing.EMPTY),
        ('["Billing", "Spam"]', answer_parsing.UNCLEAR),
        ('{"category": "Billing"} or {"category": "Spam"}', answer_parsing.UNCLEAR),
    ],
)
def test_anything_uncertain_is_a_problem_with_a_name(text, problem):
    answer = one(text)
    assert answer.category is None
    assert answer.problem in (problem, answer_parsing.UNCLEAR)


@pytest.mark.parametrize(
    "thoughts",
    [
        'They cannot log in, and no bill is named.\n{"category": "Technical Support"}',
        "It is not about bills.\nAnswer: Technical Support",
        "Technical Support",
    ],
)
def test_an_answer_that_stands_only_in_the_thoughts_is_read_where_they_end_in_it(thoughts):
    assert one("", reasoning=thoughts).category == "Technical Support"


def test_thoughts_that_end_in_no_answer_are_none():
    assert one("", reasoning="Maybe Billing, maybe Spam").problem == answer_parsing.EMPTY
    assert one("", reasoning="This is about Billing, I think").problem == answer_parsing.EMPTY
    cut = one("", reasoning="Answer: Billing", finish="length")
    assert cut.problem == answer_parsing.CUT


def test_refused_filtered_cut_and_broken_answers_say_so():
    assert one("", refusal="I cannot.").problem == answer_parsing.REFUSED
    assert one("", finish="content_filter").problem == answer_parsing.FILTERED
    assert one('{"categ', finish="length").problem == answer_parsing.CUT
    assert one("", finish="broken").problem == answer_parsing.BROKEN


def test_an_answer_cut_after_its_category_still_counts():
    assert one('{"category": "Spam"}', finish="length").category == "Spam"


def test_the_way_out_is_an_answer_like_any_other():
    assert one('{"category": "unknown"}').category == "Unknown"


def test_names_that_differ_in_dress_only_are_told_apart_by_it():
    reader = Reader(["on-call", "on call"])
    assert reader.label("On-Call") == "on-call"
    assert reader.label("on_call") is None


def test_answers_to_a_pack_are_matched_by_id_and_not_by_place():
    completion = Completion('{"2": "Spam", "1": "Billing", "9": "Spam"}')
    assert [a.category for a in READER.read(completion, 2)] == ["Billing", "Spam"]
    listed = Completion('[{"id": 2, "category": "Spam"}, {"id": 1, "category": "Billing"}]')
    assert [a.category for a in READER.read(listed, 2)] == ["Billing", "Spam"]


def test_a_ticket_left_out_of_a_packs_answer_or_answered_twice_is_missing():
    completion = Completion(
        '{"answers": [{"id": 1, "category": "Spam"}, {"id": 2, "category": "Spam"}, '
        '{"id": 2, "category": "Billing"}]}'
    )
    found = READER.read(completion, 3)
    assert [a.category for a in found] == ["Spam", None, None]
    assert {a.problem for a in found[1:]} == {answer_parsing.MISSING}


def test_answers_counted_from_another_number_are_nobodys():
    completion = Completion('{"0": "Billing", "1": "Billing", "2": "Billing"}')
    assert {answer.problem for answer in READER.read(completion, 3)} == {answer_parsing.BROKEN}


@given(st.text(max_size=200))
def test_no_text_whatever_makes_up_a_category(text):
    for tickets in (1, 3):
        for answer in READER.read(Completion(text), tickets):
            assert answer.category in (*NAMES, "Unknown", None)
            assert (answer.category is None) == (answer.problem is not None)


def tokens(*parts: tuple[str, float]) -> tuple[Token, ...]:
    return tuple(Token(text, math.log(p)) for text, p in parts)


def test_confidence_is_the_probability_of_the_tokens_that_spell_the_category():
    spelt = tokens(('{"category": "', 1.0), ("Technical", 0.8), (" Support", 0.5), ('"}', 1.0))
    answer = one('{"category": "Technical Support"}', tokens=spelt)
    assert answer.measured
    assert answer.confidence == pytest.approx(0.4)


def test_rivals_of_the_first_token_become_alternatives_where_only_one_category_fits():
    first = Token("Billing", math.log(0.7), (("Billing", math.log(0.7)), ("Sp", math.log(0.2)),
                                             ("Tech", math.log(0.1))))  # fmt: skip
    answer = one("Billing", tokens=(first,))
    entry = one('"Billing"', tokens=(Token('"', 0.0), first, Token('"', 0.0)))
    assert answer.category == "Billing"
    assert [(a.category, round(a.confidence, 2)) for a in entry.alternatives] == [("Spam", 0.2)]


def test_in_a_pack_each_confidence_comes_from_its_own_entry():
    text = '{"1": "Spam", "2": "Spam"}'
    spelt = tokens(('{"1": "', 1.0), ("Spam", 0.9), ('", "2": "', 1.0), ("Spam", 0.3), ('"}', 1.0))
    found = READER.read(Completion(text, tokens=spelt), 2)
    assert [round(a.confidence or 0, 2) for a in found] == [0.9, 0.3]


@pytest.mark.parametrize(
    ("stated", "share"), [(0.8, 0.8), ("85%", 0.85), (90, 0.9), ("high", None)]
)
def test_a_stated_confidence_is_taken_as_stated_and_marked_as_such(stated, share):
    answer = one(json.dumps({"category": "Spam", "confidence": stated}))
    assert (answer.confidence, answer.measured) == (share, False)


def test_a_reasoning_model_is_read_after_its_thoughts_only():
    completion = Completion('<think>Billing? </think><think>No.</think>{"category": "Spam"}')
    assert READER.read(completion, 1)[0].category == "Spam"
